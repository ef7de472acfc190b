"""The scripts that pages of a report may run, and the policy that lets them run and nothing else."""

from base64 import b64encode
from hashlib import sha256

from ..view.html import visible
from ..view.strip_html import MOVING

# Shows what has the words that are typed. Without a script there is no box, and nothing is missing.
FILTER = """
const filter = document.querySelector(".filter");
const tags = [...document.querySelectorAll("[data-item]")];
const items = tags.map((tag) => [tag, tag.textContent.toLowerCase()]);
const groups = [...document.querySelectorAll("[data-items]")];
const found = document.querySelector("[data-found]");
filter.hidden = false;
filter.querySelector("input").addEventListener("input", (event) => {
  const words = event.target.value.toLowerCase().split(/\\s+/);
  for (const [tag, text] of items) tag.hidden = !words.every((word) => text.includes(word));
  for (const group of groups) group.hidden = !group.querySelector("[data-item]:not([hidden])");
  if (found) found.hidden = !event.target.value.trim();
  const n = items.filter(([tag]) => !tag.hidden).length;
  filter.querySelector("output").textContent = `${n} of ${items.length} shown`;
});
"""
# A button beside each line that copies it with its outlet, title and day.
COPY = """
for (const line of document.querySelectorAll("[data-cite]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    const said = line.querySelector("span").textContent.trim();
    await navigator.clipboard.writeText(`“${said}” (${line.dataset.cite})`);
    button.textContent = "Copied";
  });
  line.append(" ", button);
}
"""


def _digest(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


POLICY = (
    "\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; "
    "form-action 'none'; img-src 'self' data: file:; style-src 'self' 'unsafe-inline' file:; "
    f'script-src {_digest(FILTER)} {_digest(MOVING)} {_digest(COPY)}">'
)


def filter_box(noun: str) -> str:
    """A box to type into, which hides every item of the page that has not all of the words."""
    return (
        f'<p class="filter" hidden><label>Show only {visible(noun)} with '
        '<input type="search" autocomplete="off"></label> <output></output></p>'
    )


def script(text: str) -> str:
    """One of the scripts; it stands below what it works on."""
    return f"<script>{text}</script>"
