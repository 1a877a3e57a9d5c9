import type { Attributes, OperationContext } from "../../engine/behaviour";
import { canonical, SETTABLE_STATES } from "../enums";
import type { HostConnection } from "../host-connection";
import { numberOf, textOf } from "../settings";

type Context = OperationContext<HostConnection>;
type PowerState = "Running" | "Off";

export function desiredState(planned: Attributes): PowerState {
  return canonical(SETTABLE_STATES, textOf(planned, "state")) as PowerState;
}

/** UpdateVmStatus, with the patience that the resource gives it. */
export async function setState(vmName: string, state: PowerState, machine: Attributes, { connection, signal }: Context): Promise<void> {
  await connection.command(signal, ({ power }) => power.change(vmName, state, numberOf(machine, "wait_for_state_timeout"), numberOf(machine, "wait_for_state_poll_period")));
}

/** turnOffVmIfOn: before nearly every change in place. */
export async function turnOffIfOn(vmName: string, machine: Attributes, context: Context): Promise<void> {
  const found = await context.connection.query(context.signal, ({ machines }) => machines.get(vmName));
  if (found?.state === "Off") return;
  // the provider looks again every two seconds, whatever the timeouts are
  if (found?.state !== "Running") throw new Error(`the provider would wait without end until the vm ${vmName} is off, which is ${found?.state ?? "not there"}; the lab does not`);
  await setState(vmName, "Off", machine, context);
}
