import { UNKNOWN } from "../../../../lib/lab/plugin/values";
import { book, shelf } from "./shelf-provider";

const chapter = (heading: string | null) => [{ heading, level: null, page: null }];

test("a value for what only the provider sets is refused in the words of each toolkit, be it unknown", async () => {
  expect(await (await shelf("sdkv2")).validate(book({ seen: "today", chapter: [{ heading: "One", level: null, page: UNKNOWN }] }))).toEqual([
    { summary: "Value for unconfigurable attribute", detail: `Can't configure a value for "seen": its value will be decided automatically based on the result of applying this configuration.`, attribute: ["seen"] },
    expect.objectContaining({ detail: expect.stringMatching(/^Can't configure a value for "chapter\.0\.page": /), attribute: ["chapter", 0, "page"] }),
  ]);
  const inSet = await (await shelf("framework")).validate(book({ seen: UNKNOWN, authors: [{ name: "A", number: 1, role: null }] }));
  expect(inSet?.map(({ summary, attribute }) => [summary, attribute])).toEqual([
    ["Invalid Configuration for Read-Only Attribute", ["seen"]],
    ["Invalid Configuration for Read-Only Attribute", ["authors"]],
  ]);
});

test("null for what is required is refused, in blocks as well", async () => {
  const wrong = book({ title: null, chapter: chapter(null) });
  expect((await (await shelf("sdkv2")).validate(wrong))?.map(({ detail }) => detail)).toEqual([
    'The argument "title" is required, but no definition was found.',
    'The argument "chapter.0.heading" is required, but no definition was found.',
  ]);
  expect((await (await shelf("framework")).validate(wrong))?.map(({ detail }) => detail?.split("\n")[0])).toEqual([
    "Must set a configuration value for the title attribute as the provider has marked it as required.",
    "Must set a configuration value for the chapter[0].heading attribute as the provider has marked it as required.",
  ]);
  expect(await (await shelf("framework")).validate(book({ title: UNKNOWN, chapter: chapter("One") }))).toEqual([]);
});

test("SDKv2 knows no argument id, though its schema has one", async () => {
  expect(await (await shelf("sdkv2")).validate(book({ id: "1" }))).toEqual([{ summary: "Invalid or unknown key", attribute: ["id"] }]);
});

test("a number that is not whole is refused, and not judged further", async () => {
  const validators = { pages: () => "too many" };
  const wrong = book({ pages: 1.5 });
  expect(await (await shelf("sdkv2", { validators })).validate(wrong)).toEqual([{ summary: "Attribute must be a whole number, got 1.5", attribute: ["pages"] }]);
  const detail = expect.stringContaining("Value %!s(*big.Float=1.5) is not an integer.");
  expect(await (await shelf("framework", { validators })).validate(wrong)).toEqual([{ summary: "Configuration Read Error", detail, attribute: ["pages"] }]);
  const whole = { validators, validate: () => [{ summary: "cannot be reached" }] };
  expect(await (await shelf("framework", whole)).validate(wrong)).toEqual([
    { summary: "Configuration Read Error", detail, attribute: ["pages"] },
    { summary: "Value Conversion Error", detail, attribute: ["pages"] },
  ]);
  expect(await (await shelf("framework")).validate(book({ pages: 12345678901234567890n }))).toEqual([]);
});
