import { SaxesParser } from "saxes";

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Of the element itself, without its children's. */
  text: string;
}

/** The elements of an XML document, in their order; a document that is not well-formed throws. */
export function parsed(xml: string): readonly Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => {
    const element = { name, attributes, text: "" };
    elements.push(element);
    open.push(element);
  });
  parser.on("text", (text) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  });
  parser.on("closetag", () => void open.pop());
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(xml).close();
  return elements;
}

/** What is written in the picture, tooltips and description left out. */
export function texts(xml: string): readonly string[] {
  return parsed(xml)
    .filter(({ name, text }) => ["text", "tspan"].includes(name) && text !== "")
    .map(({ text }) => text);
}
