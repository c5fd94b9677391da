// Sends files in pieces. Names and answers are shown by textContent only: a file name is hostile text.
// The list of uploads belongs to the window, so that it outlives this element when another screen is opened.
const lists = (window.__crumblineUploads ??= new Map());

export default function ({ data, parentElement, setTriggerValue }) {
  const list = lists.get(data.base) ?? { items: [], isSending: false };
  lists.set(data.base, list);
  list.data = data; // a new token after a restart of the server
  list.redraw = () => draw(list, parentElement);
  list.tell = () => setTriggerValue("done", Date.now());
  const field = parentElement.querySelector(".field");
  const input = field.querySelector("input");
  list.say = (text) => { parentElement.querySelector(".said").textContent = text; };
  if (!field.dataset.isReady) {
    field.dataset.isReady = "yes";
    input.addEventListener("change", () => { take(list, [...input.files]); input.value = ""; });
    field.addEventListener("dragover", (event) => { event.preventDefault(); field.classList.add("over"); });
    field.addEventListener("dragleave", () => field.classList.remove("over"));
    field.addEventListener("drop", (event) => {
      event.preventDefault();
      field.classList.remove("over");
      take(list, dropped(list, event.dataTransfer));
    });
  }
  list.redraw();
}

function dropped(list, transfer) {
  const entries = [...transfer.items].filter((item) => item.kind === "file").map((item) => item.webkitGetAsEntry?.());
  if (entries.some((entry) => entry?.isDirectory)) list.say("A folder cannot be dropped: give its path below, or drop the files in it.");
  return [...transfer.files].filter((_, at) => !entries[at]?.isDirectory);
}

function take(list, files) {
  for (const file of files) {
    const key = [file.name, file.size, file.lastModified].join("|");
    const known = list.items.find((item) => item.key === key);
    if (known && known.state !== "failed") continue;
    list.items = list.items.filter((item) => item !== known);
    list.items.push({ key, file, offset: 0, state: "waiting", why: "", stop: new AbortController() });
  }
  list.redraw();
  if (!list.isSending) sendAll(list);
}

async function sendAll(list) {
  list.isSending = true;
  const leave = (event) => event.preventDefault();
  window.addEventListener("beforeunload", leave);
  let item;
  while ((item = list.items.find((one) => one.state === "waiting"))) {
    try {
      await send(list, item);
    } catch (problem) {
      if (item.stop.signal.aborted) await drop(list, item);
      else { item.state = "failed"; item.why = problem.message; }
    }
    list.redraw();
  }
  window.removeEventListener("beforeunload", leave);
  list.isSending = false;
  list.items = list.items.filter((one) => one.state === "failed");
  list.redraw();
  list.tell();
}

async function send(list, item) {
  item.state = "sending";
  item.id ??= (await digest(new TextEncoder().encode(item.key))).slice(0, 32);
  let known = await begin(list, item);
  if (known.pieces.length && !(await isSameFile(list, item, known))) {
    await ask(list, item, "DELETE");
    known = await begin(list, item);
  }
  item.offset = known.offset;
  let refusals = 0;
  while (item.offset < item.file.size) {
    list.redraw();
    // The slice itself is sent, not the bytes that were hashed: Chromium sends a Blob eight times faster.
    const piece = item.file.slice(item.offset, item.offset + list.data.piece_bytes);
    const sha256 = await piece.arrayBuffer().then(digest).catch(() => {
      throw new Error("The browser can no longer read this file. Choose it again.");
    });
    const answer = await ask(list, item, "PUT", "?offset=" + item.offset, piece, { "X-Piece-Sha256": sha256 });
    if (answer.status === 409) {
      if (++refusals > 8) throw new Error("The server and this page do not agree on how far it is. Choose the file again.");
      await pause(250 * refusals);
      item.offset = (await begin(list, item)).offset;
    } else {
      refusals = 0;
      item.offset = answer.said.offset;
    }
  }
  const more = list.items.some((one) => one !== item && one.state === "waiting");
  const last = await ask(list, item, "POST", "/finish" + (more ? "?more=1" : ""));
  if (last.status === 409) throw new Error("Some of it is missing. Choose the file again: it goes on from there.");
  item.state = "done";
}

async function begin(list, item) {
  const about = new TextEncoder().encode(JSON.stringify({ name: item.file.name, size: item.file.size }));
  return (await ask(list, item, "POST", "", about)).said;
}

// The same name, size and date can hide other bytes: what is there already is compared piece by piece.
async function isSameFile(list, item, known) {
  item.note = "comparing with what is here already";
  list.redraw();
  let at = 0;
  for (const [length, sha256] of known.pieces) {
    if ((await digest(await item.file.slice(at, at + length).arrayBuffer())) !== sha256) return false;
    at += length;
  }
  item.note = "";
  return true;
}

// Asks until there is an answer; a lost connection is waited for, a refusal in words ends the upload.
async function ask(list, item, method, rest = "", body = undefined, extra = {}) {
  for (let tries = 0; ; tries++) {
    item.stop.signal.throwIfAborted();
    const xsrf = decodeURIComponent((document.cookie.match(/(?:^|; )_streamlit_xsrf=([^;]+)/) ?? [])[1] ?? "");
    const headers = { "X-Xsrftoken": xsrf, "X-Crumbline-Token": list.data.token, ...extra };
    try {
      const answer = await fetch(list.data.base + item.id + rest, {
        method, body, headers, credentials: "same-origin", signal: item.stop.signal,
      });
      const said = await answer.json();
      item.note = "";
      if (answer.ok || answer.status === 409) return { status: answer.status, said };
      if (answer.status !== 403 || tries >= 3) throw Object.assign(new Error(said.message + " " + said.next_step), { isFinal: true });
    } catch (problem) {
      if (problem.isFinal || item.stop.signal.aborted) throw problem;
    }
    item.note = "no connection; trying again";
    list.redraw();
    await pause(Math.min(500 * 2 ** tries, 10000));
  }
}

async function drop(list, item) {
  list.items = list.items.filter((one) => one !== item);
  item.stop = new AbortController();
  if (item.id) await ask(list, item, "DELETE");
}

// Lines stay in place while their numbers change, so that a keyboard's focus on Cancel is not lost.
function draw(list, root) {
  const place = root.querySelector(".files");
  const shown = list.items.filter((item) => item.state !== "done");
  for (const line of [...place.children]) if (!shown.some((item) => item.key === line.dataset.key)) line.remove();
  for (const item of shown) {
    const line = [...place.children].find((one) => one.dataset.key === item.key) ?? place.appendChild(newLine(list, item));
    const far = `${megabytes(item.offset)} of ${megabytes(item.file.size)} MB`;
    line.querySelector(".far").textContent = item.note || (item.state === "waiting" ? "waiting" : far);
    line.querySelector("button").textContent = item.state === "failed" ? "Dismiss" : "Cancel";
    line.querySelector("progress").value = item.offset;
    line.querySelector(".why").textContent = item.why;
  }
}

function newLine(list, item) {
  const line = document.createElement("li");
  line.dataset.key = item.key;
  for (const [tag, name] of [["span", "name"], ["span", "far"], ["button", ""], ["progress", ""], ["span", "why"]]) {
    line.appendChild(document.createElement(tag)).className = name;
  }
  line.querySelector(".name").textContent = item.file.name;
  line.querySelector(".name").title = item.file.name;
  const button = line.querySelector("button");
  button.type = "button";
  button.setAttribute("aria-label", "Cancel " + item.file.name);
  button.addEventListener("click", () => {
    if (item.state === "sending") item.stop.abort();
    else { list.items = list.items.filter((one) => one.key !== item.key); list.redraw(); }
  });
  const bar = line.querySelector("progress");
  bar.max = item.file.size || 1;
  bar.setAttribute("aria-label", item.file.name);
  return line;
}

const megabytes = (bytes) => (bytes / 1e6).toLocaleString("en", { maximumFractionDigits: bytes < 1e7 ? 1 : 0 });

const pause = (ms) => new Promise((go) => setTimeout(go, ms));

async function digest(bytes) {
  return [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((one) => one.toString(16).padStart(2, "0")).join("");
}
