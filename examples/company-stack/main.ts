import { App } from "cdktf";
import { companyVideo } from "./lib/company-video";

const app = new App();
companyVideo(app);
app.synth();
