// Loses nothing of what is typed into the page of a sheet. Without it the page works by its buttons.

import { keepTyped } from "./keep.js";

keepTyped(document.querySelector("form[data-keep]"));
