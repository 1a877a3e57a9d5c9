import { valueOf } from "../../../lib/client/adopt/values";

const variables = new Map([["address", "10.44.0.53"]]);

test("reads literal text with its template openings as the text that Terraform makes of it", () => {
  expect(valueOf('Bob\'s "$${room}" %%{x}', variables)).toEqual({ is: "known", value: 'Bob\'s "${room}" %{x}', fromVariable: false });
});

test("resolves a variable whose value is known, and marks where it came from", () => {
  expect(valueOf("${var.address}", variables)).toEqual({ is: "known", value: "10.44.0.53", fromVariable: true });
  expect(valueOf("${var.other}", variables)).toEqual({ is: "unknown" });
});

test("takes the id of another resource for a reference, and any other expression for unknown", () => {
  expect(valueOf("${pexip_infinity_sip_proxy.call-control_6C.id}", variables)).toEqual({ is: "reference", to: "pexip_infinity_sip_proxy.call-control_6C" });
  expect(valueOf("${data.terraform_remote_state.x.outputs.y}", variables)).toEqual({ is: "unknown" });
  expect(valueOf("https://${var.address}/", variables)).toEqual({ is: "unknown" });
  expect(valueOf("%{ if true }x%{ endif }", variables)).toEqual({ is: "unknown" });
});

test("reads lists item by item, and an object only when all of it is known", () => {
  expect(valueOf(["a", "${var.other}"], variables)).toEqual({ is: "list", items: [{ is: "known", value: "a", fromVariable: false }, { is: "unknown" }] });
  expect(valueOf({ alias: "a", description: null }, variables)).toEqual({ is: "known", value: { alias: "a" }, fromVariable: false });
  expect(valueOf({ alias: "${var.other}" }, variables)).toEqual({ is: "unknown" });
});
