// Presentation mode: one slide fills the window. All words are set as text; a picture is an image, so nothing in it runs.
export default function ({ data, parentElement, setTriggerValue }) {
  const stage = parentElement.querySelector(".stage");
  const slide = stage.querySelector(".slide");
  const made = (tag, words, kind) => {
    const element = document.createElement(tag);
    if (words !== undefined) element.textContent = words;
    if (kind) element.className = kind;
    return element;
  };
  let at = Math.min(Math.max(data.first, 0), data.slides.length - 1);

  function show(to) {
    at = Math.min(Math.max(to, 0), data.slides.length - 1);
    const told = data.slides[at];
    slide.replaceChildren(made("h1", told.title));
    if (told.lead) slide.append(made("p", told.lead.join(" "), "lead"));
    if (told.figures?.length) slide.append(figures(told.figures));
    if (told.lines) slide.append(list(told.lines));
    if (told.pairs) slide.append(pairs(told.pairs));
    if (told.picture) slide.append(Object.assign(made("img"), { src: told.picture, alt: told.alt }));
    if (told.table) slide.append(table(told.table));
    if (told.note) slide.append(made("p", told.note, "note"));
    slide.scrollTop = 0;
    stage.querySelector(".place").textContent = `${data.name} · ${at + 1} of ${data.slides.length}`;
    stage.querySelector(".back").disabled = at === 0;
    stage.querySelector(".on").disabled = at === data.slides.length - 1;
  }

  function figures(rows) {
    const box = made("div", undefined, "figures");
    for (const [label, value, note] of rows) {
      const one = made("div");
      one.append(made("span", label), made("b", value), made("span", note));
      box.append(one);
    }
    return box;
  }

  function list(lines) {
    const items = made("ul");
    items.append(...lines.map((line) => made("li", line)));
    return items;
  }

  function pairs(rows) {
    const box = made("div", undefined, "pairs");
    for (const [first, second] of rows) {
      const one = made("div");
      one.append(made("b", first), made("span", second));
      box.append(one);
    }
    return box;
  }

  function table(told) {
    const whole = made("table");
    const row = (words, tag) => {
      const line = made("tr");
      line.append(...words.map((word) => made(tag, word)));
      return line;
    };
    whole.append(row(told.columns, "th"), ...told.rows.map((words) => row(words, "td")));
    return whole;
  }

  const steps = {
    ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Home: -Infinity, End: Infinity,
  };
  stage.onkeydown = (event) => {
    if (event.key === " " && event.target.tagName === "BUTTON") return;
    if (event.key in steps) {
      event.preventDefault();
      event.stopPropagation();
      show(at + steps[event.key]);
    } else if (event.key.toLowerCase() === "f") {
      document.fullscreenElement ? document.exitFullscreen() : stage.requestFullscreen?.();
    }
  };
  stage.querySelector(".back").onclick = () => show(at - 1);
  stage.querySelector(".on").onclick = () => show(at + 1);
  stage.querySelector(".leave").onclick = () => stage.close();
  stage.onclose = () => {
    if (document.fullscreenElement) document.exitFullscreen();
    setTriggerValue("left", Date.now());
  };
  const mark = stage.querySelector(".mark");
  mark.textContent = data.mark;
  mark.style.color = data.markColour;
  show(at);
  if (!stage.open) stage.showModal();
  slide.tabIndex = -1;
  slide.focus();
  return () => { stage.onclose = null; if (stage.open) stage.close(); };
}
