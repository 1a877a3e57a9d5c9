/** When a lab begins, unless it is told otherwise: the same run gives the same times. */
export const LAB_EPOCH = Date.UTC(2026, 0, 1);

/** `2026-01-01T00:00:00.000000`: one of the forms that the official client reads. Source: go-infinity-sdk v40.0.0, util.InfinityTime. */
export const apiTime = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/(\.\d{3})Z$/, "$1000");

/** `2026-01-01T00:00:00`, as dates of certificates are (infinity-provider.md, section 6). */
export const apiDate = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 19);
