"use strict";

// The key arrives once, behind the #, leaves the address bar, and is kept for this origin alone: the
// cookie is shown to every server on this machine, whatever its port.
if (location.hash) {
  localStorage.setItem("key", location.hash.slice(1));
  history.replaceState(null, "", "/");
}
const session = `ws://${location.host}/session/${localStorage.getItem("key")}`;
document.getElementById("terminal").dataset.sessionWebsocketUrl = session;

// Keys go to the terminal as soon as something is painted: nobody has to click first.
new MutationObserver((_, observer) => {
  if (document.body.classList.contains("-first-byte")) {
    document.querySelector(".xterm-helper-textarea").focus();
    observer.disconnect();
  }
}).observe(document.body, { attributeFilter: ["class"] });

document.getElementById("again").addEventListener("click", () => location.reload());
