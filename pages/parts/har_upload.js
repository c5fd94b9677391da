// Sends one HAR in pieces into the server's memory. What the server answers is shown by textContent only.
export default function ({ data, parentElement, setTriggerValue }) {
  const field = parentElement.querySelector(".field");
  const state = (field.har ??= { stop: null });
  state.data = data;
  state.tell = () => setTriggerValue("done", Date.now());
  if (field.dataset.isReady) return;
  field.dataset.isReady = "yes";
  const input = field.querySelector("input");
  const part = (name) => parentElement.querySelector(name);
  const take = (file) => { if (file) send(state, file, part); };
  input.addEventListener("change", () => { take(input.files[0]); input.value = ""; });
  field.addEventListener("dragover", (event) => { event.preventDefault(); field.classList.add("over"); });
  field.addEventListener("dragleave", () => field.classList.remove("over"));
  field.addEventListener("drop", (event) => {
    event.preventDefault();
    field.classList.remove("over");
    take(event.dataTransfer.files[0]);
  });
  part(".going button").addEventListener("click", () => state.stop?.abort());
}

async function send(state, file, part) {
  if (state.stop) return;
  state.stop = new AbortController();
  const { going, bar, far, said } = { going: part(".going"), bar: part("progress"), far: part(".far"), said: part(".said") };
  const show = (at) => {
    bar.value = file.size ? at / file.size : 0;
    far.textContent = `${megabytes(at)} of ${megabytes(file.size)} MB`;
  };
  said.textContent = "";
  going.hidden = false;
  show(0);
  try {
    await ask(state, "POST", "", JSON.stringify({ name: file.name, size: file.size }));
    for (let at = 0; at < file.size; ) {
      at = (await ask(state, "PUT", "?offset=" + at, file.slice(at, at + state.data.piece_bytes))).offset;
      show(at);
    }
    state.tell();
  } catch (problem) {
    const isStopped = state.stop.signal.aborted;
    said.textContent = isStopped ? "Stopped; nothing of the file is kept." : problem.message;
    state.stop = new AbortController();
    await ask(state, "DELETE", "").catch(() => {});
  } finally {
    state.stop = null;
    going.hidden = true;
  }
}

async function ask(state, method, rest, body = undefined) {
  const xsrf = decodeURIComponent((document.cookie.match(/(?:^|; )_streamlit_xsrf=([^;]+)/) ?? [])[1] ?? "");
  let answer, told;
  try {
    answer = await fetch(state.data.base + rest, {
      method, body, headers: { "X-Xsrftoken": xsrf }, credentials: "same-origin", cache: "no-store",
      signal: state.stop.signal,
    });
    told = await answer.json();
  } catch (problem) {
    if (state.stop.signal.aborted) throw problem;
    throw new Error("The connection was lost, or the file can no longer be read. Choose it again.");
  }
  if (!answer.ok) throw new Error(told.message + " " + told.next_step);
  return told;
}

const megabytes = (bytes) => (bytes / 1e6).toLocaleString("en", { maximumFractionDigits: bytes < 1e7 ? 1 : 0 });
