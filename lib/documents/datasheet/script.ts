/** Keeps the ticks of the checklist in the browser, for this very model. Where nothing can be kept, the boxes still tick. */
export const SCRIPT = `(() => {
  const boxes = [...document.querySelectorAll("input[data-item]")];
  const progress = document.getElementById("progress");
  const key = "pexip-datasheet-" + document.documentElement.dataset.model;
  const kept = (() => {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? {};
    } catch {
      return {};
    }
  })();
  const count = () => {
    progress.textContent = boxes.filter((box) => box.checked).length + " of " + boxes.length + " done";
  };
  for (const box of boxes) {
    if (typeof kept[box.dataset.item] === "boolean") box.checked = kept[box.dataset.item];
    box.addEventListener("change", () => {
      kept[box.dataset.item] = box.checked;
      count();
      try {
        localStorage.setItem(key, JSON.stringify(kept));
      } catch {}
    });
  }
  count();
})();`;
