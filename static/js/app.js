// Behaviours of the page, one per file, each found by a data attribute. Every page works without them.
import "./autofocus.js";
import "./bell.js";
import "./confirm.js";
import "./connection.js";
import "./copy.js";
import "./dialog.js";
import "./draft.js";
import "./filter-autosubmit.js";
import "./flash.js";
import "./fold-fill.js";
import "./follow.js";
import "./keys.js";
import "./lines.js";
import "./mention.js";
import "./presence.js";
import "./live.js";
import "./queue.js";
if (document.querySelector("[data-planner]")) {
  import("./calendar-drag.js");
  import("./card-menu.js");
  import("./grid.js");
  import("./quick-add.js");
  import("./search-key.js");
}
