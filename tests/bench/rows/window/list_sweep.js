// Sweeps a list of any length, one step a frame, and notes what each frame took.
// The body of an asynchronous script: (what, steps, stride, done). `what` is
// "list", or "empty" for an empty div of the same height in the same place.
// A stride of 0 goes through the whole of it.
const [what, steps, stride, done] = arguments;
const list = document.querySelector("[role=grid][aria-label=Services]").parentElement;

function emptyDiv() {
  const place = list.getBoundingClientRect();
  const div = document.createElement("div");
  const inside = document.createElement("div");
  Object.assign(div.style, {
    position: "fixed",
    left: `${place.left}px`,
    top: `${place.top}px`,
    width: `${place.width}px`,
    height: `${place.height}px`,
    overflow: "hidden auto",
    contain: "layout paint",
    background: "Canvas",
    zIndex: "1000",
  });
  inside.style.height = `${list.scrollHeight}px`;
  div.append(inside);
  document.body.append(div);
  return div;
}

const box = what === "empty" ? emptyDiv() : list;
const bottom = box.scrollHeight - box.clientHeight;
const by = stride === 0 ? bottom / steps : stride;
const frames = [];
const work = [];
let most = 0;
let began = null;
let last = null;
let step = 0;

// A frame runs what listens to scrolling, then what was asked for the frame:
// the first to hear of the scrolling notes when, and the frame itself notes the
// end, once everything that was drawn anew has its style and its place.
const begin = () => {
  began ??= performance.now();
};
document.addEventListener("scroll", begin, true);

function frame(now) {
  if (began !== null) {
    void box.scrollHeight;
    // The clock tells whole milliseconds; what is behind the point is not of it.
    work.push(Math.round(performance.now() - began));
    began = null;
  }
  if (last !== null) frames.push(now - last);
  last = now;
  most = Math.max(most, list.querySelectorAll("[data-row]").length);
  if (step === steps) {
    document.removeEventListener("scroll", begin, true);
    if (what === "empty") box.remove();
    else box.scrollTop = 0;
    done({ frames, work, rows: most });
    return;
  }
  step += 1;
  box.scrollTop = step * by;
  requestAnimationFrame(frame);
}

box.scrollTop = 0;
// Whatever the way to the beginning asked for is over by then.
setTimeout(() => requestAnimationFrame(frame), 500);
