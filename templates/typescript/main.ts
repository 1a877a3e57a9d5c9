import { App } from "cdktf";
import { describePlatform } from "./platform";

const app = new App();
describePlatform(app);
app.synth();
