import { render } from "preact";
import { followServer } from "./connection";
import { Page } from "./page";

const root = document.getElementById("app");
if (!root) throw new Error("The page has no #app element.");
render(<Page />, root);
followServer();
