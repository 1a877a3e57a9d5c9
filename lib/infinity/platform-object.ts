import { type TerraformMetaArguments, type TerraformProvider, type TerraformResource, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { Secret } from "../deployment/secret";
import { existingObjectFields, type ExistingObjectFields, existingServiceRecord, readService, type ServiceKind, serviceRecord, type ServiceRecord, type ServiceSpec } from "../deployment/service";
import { addLateEdges, addressOf } from "../terraform/edges";
import { lateId } from "../terraform/late-attribute";
import { literal } from "../terraform/literal";
import { placeOf } from "../terraform/place";
import { References } from "../terraform/references";
import { Registry, stackOf } from "../terraform/registry";
import { waitFor } from "../terraform/stack-dependency";
import { StackScope } from "../terraform/stack-scope";
import { read } from "../validation/schema";
import { type IManagementNode, stackBuilding } from "./management-node";
import { connectionOf } from "./platform-connection";

/** What names an object that exists on the Management Node already. */
export interface ExistingObjectProps extends ExistingObjectFields {
  readonly managementNode: IManagementNode;
}

/** An object on the Management Node, made here or existing already. */
export interface IPlatformObject extends IConstruct {
  readonly managementNode: IManagementNode;
}

/** What the builder hands to a service's resource: the provider, and each attribute that was given. */
export type ResourceConfig = Readonly<Record<string, unknown>> & { readonly provider: TerraformProvider };

/** The attributes of a generated class's config, without Terraform's own arguments. */
type Attribute<Config> = Exclude<keyof Config, keyof TerraformMetaArguments>;

/** What a service needs besides its table. */
export interface ServiceResource<P> {
  /** API collection, as in `/api/admin/configuration/v1/<collection>/1/`. */
  readonly collection: string;
  /** The attribute of each field; null when the service's own code writes it. */
  readonly attributes: Readonly<Record<keyof P, PropertyKey | null>>;
  /** The attribute of each reference. */
  readonly references: Readonly<Record<string, PropertyKey | null>>;
  /** Values that the API writes in another way than the props. */
  readonly convert?: Partial<Readonly<Record<keyof P, (value: never) => unknown>>>;
  /** Makes the resource, as the child "Resource" of its construct. */
  readonly make: (scope: Construct, config: ResourceConfig) => TerraformResource;
}

/**
 * Ties a service to its generated class: an attribute that is neither a field's, nor a reference's, nor written by the service's own code
 * (`written`), nor declined with a reason (`notOffered`), does not compile; neither does a reason for one that is offered.
 */
export const resourceOf =
  <P, Config>() =>
  <
    const A extends Readonly<Record<keyof P, Attribute<Config> | null>>,
    const R extends Readonly<Record<string, Attribute<Config> | null>>,
    const W extends Attribute<Config> = never,
  >(
    resource: Omit<ServiceResource<P>, "attributes" | "references"> & {
      readonly attributes: A;
      readonly references: R;
      readonly written?: readonly W[];
      readonly notOffered: Readonly<Record<Exclude<Attribute<Config>, A[keyof A] | R[keyof R] | W>, string>> & { readonly [K in Extract<Attribute<Config>, A[keyof A] | R[keyof R] | W>]?: never };
    },
  ): ServiceResource<P> =>
    resource;

/** Props of any service. */
interface ServiceProps {
  readonly managementNode: IManagementNode;
}

/** A service whose props are sound, before its construct exists. */
class PreparedService<P> {
  constructor(
    private readonly props: Readonly<Record<string, unknown>> & ServiceProps,
    private readonly record: ServiceRecord,
    private readonly resource: ServiceResource<P>,
    private readonly defaults: Readonly<Record<string, unknown>>,
  ) {}

  /**
   * Enters the construct into the deployment and, in api mode, makes its resource behind the gate.
   *
   * @param more attributes that the service's own code computes
   */
  public enter(construct: Construct, more: (place: { readonly expressionOf: (secret: Secret) => string }) => Readonly<Record<string, unknown>> = () => ({})): TerraformResource | undefined {
    const registry = Registry.of(construct);
    const connection = connectionOf(this.props.managementNode);
    registry.add(construct, this.record);
    if (!connection.isApi) return undefined;
    const scope = StackScope.of(stackOf(construct, construct.node.path));
    const expressionOf = (secret: Secret): string => scope.expressionOf(secret);
    const resource = this.resource.make(construct, { provider: connection.providerIn(construct), ...this.attributes(registry, expressionOf), ...more({ expressionOf }) });
    construct.node.defaultChild = resource;
    const gate = connection.gateIn(construct);
    if (gate !== undefined) addLateEdges(resource, () => ({ dependsOn: [addressOf(gate)] }));
    registry.addUri(construct, lateId(resource));
    return resource;
  }

  private attributes(registry: Registry, expressionOf: (secret: Secret) => string): Readonly<Record<string, unknown>> {
    const config: Record<string, unknown> = {};
    const convert = (this.resource.convert ?? {}) as Readonly<Record<string, ((value: unknown) => unknown) | undefined>>;
    for (const [key, attribute] of Object.entries(this.resource.attributes) as [string, string | null][]) {
      const given = key === "name" ? (this.props.name ?? this.record.name) : (this.props[key] ?? this.defaults[key]);
      if (attribute === null || given === undefined || isEmpty(given)) continue;
      config[attribute] = rendered(convert[key] === undefined ? given : convert[key](given), expressionOf);
    }
    for (const [key, attribute] of Object.entries(this.resource.references) as [string, string | null][]) {
      const given = this.props[key] as IConstruct | readonly IConstruct[] | undefined;
      if (attribute === null || given === undefined || isEmpty(given)) continue;
      config[attribute] = Array.isArray(given) ? given.map((one: IConstruct) => registry.uri(one)) : registry.uri(given as IConstruct);
    }
    return config;
  }
}

/** Checks the props of a service and its references; nothing is created yet. */
export function prepareService<P extends object, D extends keyof P>(
  scope: Construct,
  id: string,
  spec: ServiceSpec<P, D>,
  props: P & ServiceProps,
  resource: ServiceResource<P>,
): PreparedService<P> {
  const place = placeOf(scope, id);
  const stack = stackOf(scope, place.path);
  const references = new References(scope, place);
  const given = props as unknown as Readonly<Record<string, unknown>> & ServiceProps;
  const managementNode = references.required("managementNode", given?.managementNode, "managementNode");
  const paths: Record<string, string | readonly string[]> = {};
  for (const [key, reference] of Object.entries(spec.references)) {
    const value = given?.[key];
    if (value === undefined && reference.required !== true) continue;
    const found = reference.many === true ? references.listOfSpec(key, value, reference) : references.ofSpec(key, value, reference)?.path;
    if (found !== undefined) paths[key] = found;
  }
  references.settle(() => readService(place, id, spec, props));
  const record = serviceRecord(place, id, spec, props, managementNode!, paths);
  waitFor(stack, stackBuilding(given.managementNode) ?? stack, place.path, `its Management Node ${managementNode!.path}`);
  const complete = spec.complete === undefined ? given : ({ ...given, ...spec.complete(props, managementNode!, place.path) } as typeof given);
  return new PreparedService(complete, record, resource, spec.defaults ?? {});
}

/** An object that exists on the Management Node already, as a construct. */
export function existingObject(scope: Construct, id: string, spec: { readonly service: ServiceKind }, { collection }: { readonly collection: string }, props: ExistingObjectProps): IPlatformObject {
  return new ExistingObject(scope, id, spec, collection, props);
}

class ExistingObject extends Construct implements IPlatformObject {
  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, spec: { readonly service: ServiceKind }, collection: string, props: ExistingObjectProps) {
    const enter = prepareExisting(scope, id, spec, collection, props);
    super(scope, id);
    this.managementNode = props.managementNode;
    enter(this);
  }
}

/** Enters an object that exists on the Management Node already. In runbook mode its number is of no use, but it can be referred to. */
function prepareExisting(scope: Construct, id: string, { service }: { readonly service: ServiceKind }, collection: string, props: ExistingObjectProps): (construct: Construct) => void {
  const place = placeOf(scope, id);
  stackOf(scope, place.path);
  const references = new References(scope, place);
  const managementNode = references.required("managementNode", props?.managementNode, "managementNode");
  references.settle(() => read(existingObjectFields, props, place, ["managementNode"]));
  const record = existingServiceRecord(place, id, service, props, managementNode!);
  return (construct) => {
    Registry.of(construct).add(construct, record);
    Registry.of(construct).addUri(construct, `/api/admin/configuration/v1/${collection}/${props.resourceId}/`);
  };
}

/** The provider reads an empty list or text back as unset, and then calls its own result inconsistent. */
function isEmpty(value: unknown): boolean {
  return value === "" || (Array.isArray(value) && value.length === 0);
}

function rendered(value: unknown, expressionOf: (secret: Secret) => string): unknown {
  if (value instanceof Secret) return expressionOf(value);
  if (typeof value === "string") return withoutTemplates(value);
  if (Array.isArray(value)) return value.map((entry) => rendered(entry, expressionOf));
  return value;
}

/** Text as it is, with Terraform's template openings escaped; a token stays what it is. */
function withoutTemplates(text: string): string {
  return Token.isUnresolved(text) ? text : literal(text);
}
