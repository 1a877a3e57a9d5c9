// the generated classes of taliesins/hyperv, for what the constructs do not cover
export * from "@cdktf/provider-hyperv";
