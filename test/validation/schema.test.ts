import { Secret, secret } from "../../lib/deployment/secret";
import { choice, DEFERRED, deferrable, fieldsOf, flag, ipv4, line, list, number, object, opt, value, whole } from "../../lib/validation/fields";
import { read } from "../../lib/validation/schema";
import { ValidationError } from "../../lib/validation/validation-error";
import { placeAt, problemsOf, TOKEN } from "../support/problems";

interface Login {
  readonly user: string;
  readonly port?: number;
  readonly password?: Secret;
  readonly aliases?: readonly string[];
}

interface Box {
  readonly login: Login;
}

interface Machine {
  readonly hostname: string;
  readonly vcpus?: number;
  readonly load?: number;
  readonly running?: boolean;
  readonly size?: "small" | "large";
  readonly tags?: readonly string[];
  readonly gateway?: string;
  readonly servers?: readonly string[];
  readonly login?: Login;
  readonly box?: Box;
  readonly since?: Date;
}

const login = fieldsOf<Login>()({ user: line(), port: opt(whole()), password: opt(secret()), aliases: opt(list(line())) });

const machine = fieldsOf<Machine, "gateway" | "servers">()({
  hostname: line(),
  vcpus: opt(whole()),
  load: opt(number()),
  running: opt(flag()),
  size: opt(choice({ SMALL: "small", LARGE: "large" })),
  tags: opt(list(line(), 1)),
  gateway: opt(deferrable(ipv4())),
  servers: opt(deferrable(list(ipv4()))),
  login: opt(object(login)),
  box: opt(object(fieldsOf<Box>()({ login: object(login) }))),
  since: opt(value("a Date", "alias", (given): given is Date => given instanceof Date)),
});

const reading = (props: unknown): unknown => read<Machine, "gateway" | "servers">(machine, props, placeAt("app/m"), ["host"]);
const problems = (props: unknown): readonly string[] => problemsOf(() => reading(props)).map((text) => text.replace("app/m: ", ""));
const problemsWith = (props: object): readonly string[] => problems({ hostname: "a", ...props });

const throwing = (): never => {
  throw new Error("hunter2");
};
const LITERAL = "must be a literal: it is needed when the configuration is synthesized, and a Terraform value is known only later";

class Person {
  public readonly name = "me";
}

const EVERYTHING = {
  hostname: "O'Brien's *?[] \" ${path.module} %{ if true } Zürich 😀",
  vcpus: 4,
  load: 0.5,
  running: false,
  size: "large",
  tags: ["a"],
  gateway: "10.44.0.1",
  servers: ["10.44.0.53"],
  login: { user: "me", port: 1, password: Secret.fromVariable("a_password"), aliases: [] },
  box: { login: { user: "me" } },
  since: new Date(0),
};

test("gives back what was written", () => {
  expect(reading(EVERYTHING)).toEqual(EVERYTHING);
});

test("leaves out what was left out, undefined included", () => {
  expect(Object.keys(reading({ hostname: "a", vcpus: undefined, typo: undefined }) as object)).toEqual(["hostname"]);
});

test("later changes to what was written change nothing", () => {
  const servers = ["10.44.0.53"];
  const result = reading({ hostname: "a", servers, login: EVERYTHING.login }) as Machine;
  servers.push("nonsense");
  expect(result.servers).toEqual(["10.44.0.53"]);
  expect(result.login).not.toBe(EVERYTHING.login);
});

test("says what is required", () => {
  expect(problems({})).toEqual(["hostname is required"]);
});

test("reports everything at once, each problem with its prop", () => {
  let error: unknown;
  try {
    reading({ hostname: "", vcpus: 1.5, load: "1", running: "yes", size: "SMALL", tags: [], gateway: "10.44.0", servers: ["x", "y"], login: { port: TOKEN, user: 5 }, since: "today", vcpu: 1 });
  } catch (caught) {
    error = caught;
  }
  expect((error as ValidationError).problems.map(({ path, key, message }) => [path, key, message]).sort()).toEqual(
    [
      ["app/m", "hostname", 'hostname must not be empty, got ""'],
      ["app/m", "vcpus", "vcpus must be a whole number, got 1.5"],
      ["app/m", "load", 'load must be a number, got "1"'],
      ["app/m", "running", 'running must be true or false, got "yes"'],
      ["app/m", "size", 'size must be one of small, large, got "SMALL"'],
      ["app/m", "tags", "tags must be a list with at least one entry, got a list of 0 entries"],
      ["app/m", "gateway", 'gateway must be an IPv4 address such as 10.44.0.11, got "10.44.0"'],
      ["app/m", "servers[0]", 'servers entry 1 must be an IPv4 address such as 10.44.0.11, got "x"'],
      ["app/m", "servers[1]", 'servers entry 2 must be an IPv4 address such as 10.44.0.11, got "y"'],
      ["app/m", "login.port", `login.port ${LITERAL}`],
      ["app/m", "login.user", "login.user must be text, got 5"],
      ["app/m", "since", 'since must be a Date, got "today"'],
      ["app/m", "vcpu", "vcpu: unknown prop; did you mean vcpus?"],
    ].sort(),
  );
});

const EXPECTED = {
  hostname: "text",
  vcpus: "a whole number",
  load: "a number",
  running: "true or false",
  size: "one of small, large",
  tags: "a list with at least one entry",
  gateway: "text",
  servers: "a list",
  login: "an object",
  since: "a Date",
};

const STRANGE: readonly (readonly [string, unknown, string])[] = [
  ["null", null, "null"],
  ["NaN", NaN, "NaN"],
  ["Infinity", Infinity, "Infinity"],
  ["a bigint", 7n, "7n"],
  ["a function", () => 1, "a function"],
  ["a class", Person, "a function"],
  ["a symbol", Symbol("s"), "Symbol(s)"],
];

describe.each(Object.entries(EXPECTED))("%s, which is %s,", (prop, expected) => {
  test.each(STRANGE)("is not %s", (_, strange, shownAs) => {
    expect(problemsWith({ [prop]: strange })).toEqual([`${prop} must be ${expected}, got ${shownAs}`]);
  });
});

describe.each(Object.entries(EXPECTED).filter(([prop]) => prop !== "login"))("%s, which is %s,", (prop, expected) => {
  test.each<[string, unknown, string]>([
    ["an object", {}, "an object"],
    ["an instance of a class", new Person(), "an object (Person)"],
    ["an object that throws when it is looked at", { get constructor() { return throwing(); } }, "an object"],
    ["an object without prototype", Object.create(null), "an object"],
    ["a boxed text", new String("a"), "an object (String)"],
  ])("is not %s", (_, strange, shownAs) => {
    expect(problemsWith({ [prop]: strange })).toEqual([`${prop} must be ${expected}, got ${shownAs}`]);
  });
});

test.each(["hostname", "vcpus", "load", "running", "size", "gateway", "login"] as const)("%s is not a list", (prop) => {
  expect(problemsWith({ [prop]: [{ password: "hunter2" }] })).toEqual([`${prop} must be ${EXPECTED[prop]}, got a list of 1 entry`]);
});

test("a whole number is one that JavaScript holds exactly", () => {
  expect(problemsWith({ vcpus: 2 ** 53 })).toEqual(["vcpus must be a whole number, got 9007199254740992"]);
});

test.each([
  ["an entry of a list", { tags: ["a", "", 5, null] }, ['tags entry 2 must not be empty, got ""', "tags entry 3 must be text, got 5", "tags entry 4 must be text, got null"]],
  ["a hole in a list", { tags: [, "a"] }, ["tags entry 1 must be text, got undefined"]], // eslint-disable-line no-sparse-arrays -- the hole is the point
  ["a prop of an object", { login: { user: "", port: "5986" } }, ['login.user must not be empty, got ""', 'login.port must be a whole number, got "5986"']],
  ["a missing prop of an object", { box: { login: {} } }, ["box.login.user is required"]],
  ["an object's list", { login: { user: "a", aliases: ["b", 7] } }, ["login.aliases entry 2 must be text, got 7"]],
  ["an unknown prop of an object", { login: { user: "a", prot: 1 } }, ["login.prot: unknown prop; did you mean port?"]],
  ["a deep unknown prop", { box: { login: { user: "a", usr: 1 } } }, ["box.login.usr: unknown prop; did you mean user?"]],
])("names the place of %s", (_, props, expected) => {
  expect(problemsWith(props)).toEqual(expected);
});

test.each<[string, string]>([
  ["hostnam", "hostnam: unknown prop; did you mean hostname?"],
  ["HostName", "HostName: unknown prop; did you mean hostname?"],
  ["vCPUs", "vCPUs: unknown prop; did you mean vcpus?"],
  ["hots", "hots: unknown prop; did you mean host?"],
  ["colour", "colour: unknown prop"],
  ["", '"": unknown prop'],
  ["a\nb", '"a\\nb": unknown prop'],
  ["constructor", "constructor: unknown prop"],
  ["toString", "toString: unknown prop"],
  ["x".repeat(500), `"${"x".repeat(76)}...: unknown prop`],
])("refuses the unknown prop %j", (key, message) => {
  expect(problemsWith({ [key]: "hunter2" })).toEqual([message]);
});

test("a reference to another construct is no unknown prop", () => {
  expect(reading({ hostname: "a", host: new Person() })).toEqual({ hostname: "a" });
});

test("a prop named __proto__ is refused, and changes no prototype", () => {
  expect(problems(JSON.parse('{ "hostname": "a", "__proto__": { "vcpus": 4 } }'))).toEqual(["__proto__: unknown prop"]);
  expect(problemsWith({ login: JSON.parse('{ "user": "a", "__proto__": { "port": 4 } }') })).toEqual(["login.__proto__: unknown prop"]);
  expect(({} as { vcpus?: number }).vcpus).toBeUndefined();
});

test("inherited props are checked like own ones", () => {
  expect(problems(Object.create({ hostname: "a", vcpus: "4" }))).toEqual(['vcpus must be a whole number, got "4"']);
});

test.each([
  ["a prop", Object.defineProperty({ hostname: "a" }, "vcpus", { get: throwing }), "vcpus"],
  ["a required prop", Object.defineProperty({}, "hostname", { get: throwing }), "hostname"],
  ["a deferrable prop", Object.defineProperty({ hostname: "a" }, "servers", { get: throwing }), "servers"],
  ["a prop of an object", { hostname: "a", login: Object.defineProperty({ user: "a" }, "port", { get: throwing }) }, "login.port"],
  ["an entry of a list", { hostname: "a", tags: Object.defineProperty(["a"], 1, { get: throwing }) }, "tags entry 2"],
])("says so when %s cannot be read", (_, props, at) => {
  expect(problems(props)).toEqual([`${at} cannot be read: its getter throws an error`]);
});

test("an unknown prop is not looked at", () => {
  expect(problems(Object.defineProperty({ hostname: "a" }, "typo", { enumerable: true, get: throwing }))).toEqual(["typo: unknown prop"]);
});

test("each prop is read once, so that what was checked is what is used", () => {
  let reads = 0;
  const props = { get hostname() { return reads++ === 0 ? "a" : 7; } };
  expect(reading(props)).toEqual({ hostname: "a" });
  expect(reads).toBe(1);
});

test.each<[string, unknown, string]>([
  ["undefined", undefined, "undefined"],
  ["null", null, "null"],
  ["text", "a", '"a"'],
  ["a list", [], "a list of 0 entries"],
  ["a function", () => 1, "a function"],
  ["a symbol", Symbol("s"), "Symbol(s)"],
])("props are not %s", (_, props, shownAs) => {
  expect(problems(props)).toEqual([`props must be an object, got ${shownAs}`]);
});

test("a token becomes a mark where a deferred value is allowed", () => {
  expect(reading({ hostname: "a", gateway: TOKEN, servers: TOKEN })).toEqual({ hostname: "a", gateway: { deferred: true }, servers: { deferred: true } });
});

test("single entries of a list may be tokens", () => {
  expect(reading({ hostname: "a", servers: ["10.44.0.53", TOKEN] })).toEqual({ hostname: "a", servers: ["10.44.0.53", { deferred: true }] });
  expect(problemsWith({ servers: [TOKEN, "x"] })).toEqual(['servers entry 2 must be an IPv4 address such as 10.44.0.11, got "x"']);
});

test.each([
  ["hostname", { hostname: TOKEN }],
  ["vcpus", { vcpus: TOKEN }],
  ["load", { load: TOKEN }],
  ["running", { running: TOKEN }],
  ["size", { size: TOKEN }],
  ["tags", { tags: TOKEN }],
  ["tags entry 2", { tags: ["a", TOKEN] }],
  ["login", { login: TOKEN }],
  ["login.user", { login: { user: TOKEN } }],
  ["login.aliases entry 1", { login: { user: "a", aliases: [TOKEN] } }],
  ["box.login.user", { box: { login: { user: TOKEN } } }],
])("%s must not be a token", (at, props) => {
  expect(problemsWith(props)).toEqual([`${at} ${LITERAL}`]);
});

test("the mark itself is no way around that", () => {
  expect(problemsWith({ hostname: DEFERRED })).toEqual([`hostname ${LITERAL}`]);
  expect(problemsWith({ gateway: { deferred: true } })).toEqual(["gateway must be text, got an object"]);
});

test("a default is checked like a written value, and gives way to one", () => {
  const named = (props: Partial<Machine>): unknown => read<Machine, "gateway" | "servers">(machine, props, placeAt(""), [], { hostname: "" });
  expect(problemsOf(() => named({}))).toEqual(['hostname must not be empty, got ""']);
  expect(named({ hostname: "a" })).toEqual({ hostname: "a" });
});

test("what was given in place of a Secret is never repeated", () => {
  for (const password of ["hunter2", ["hunter2"], { password: "hunter2" }, new String("hunter2"), Secret.fromToken("hunter2")]) {
    expect(problemsWith({ login: { user: "a", password } }).join()).toMatch(/^login\.password must (?!.*hunter2)/);
  }
});
