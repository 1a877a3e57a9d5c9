// the generated classes of pexip/infinity, for what the constructs do not cover
export * from "@cdktf/provider-pexip";
