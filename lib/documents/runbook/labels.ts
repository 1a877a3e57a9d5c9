/** How parts of a prop's name are written. */
const WORDS: Readonly<Record<string, string>> = {
  api: "API",
  ca: "CA",
  dns: "DNS",
  fqdn: "FQDN",
  gms: "Google Meet",
  h323: "H.323",
  http: "HTTP",
  ipv6: "IPv6",
  ivr: "IVR",
  mssip: "Skype for Business",
  mtu: "MTU",
  nat: "NAT",
  ntp: "NTP",
  ocsp: "OCSP",
  pin: "PIN",
  qos: "QoS (DSCP)",
  rtmp: "RTMP",
  sip: "SIP",
  snmp: "SNMP",
  ssh: "SSH",
  sso: "SSO",
  stun: "STUN",
  tls: "TLS",
  turn: "TURN",
  turn443: "TURN on port 443",
  udp: "UDP",
  url: "URL",
  webrtc: "WebRTC",
  days: "(days)",
  hours: "(hours)",
  kbps: "(kbit/s)",
  minutes: "(minutes)",
  percent: "(percent)",
  seconds: "(seconds)",
  utc: "(UTC)",
};

/** Words that are not made of a prop's name. */
const WHOLE: Readonly<Record<string, string>> = {
  callTarget: "Call target",
  entitlementId: "License entitlement key",
  ivrTheme: "Theme",
  pin: "Host PIN",
  matchString: "Destination alias regex match",
  matchStringFull: "Match against full alias URI",
  replaceString: "Destination alias regex replace string",
  mediaQos: "DSCP value for media",
  signallingQos: "DSCP value for signaling",
  clientStunServers: "Client STUN servers",
  clientTurnServers: "Client TURN servers",
};

/** A prop's name in words: `Match incoming SIP`. */
export function labelOf(key: string): string {
  const whole = WHOLE[key];
  if (whole !== undefined) return whole;
  const words = key.split(/(?=[A-Z])/).map((word) => WORDS[word.toLowerCase()] ?? word.toLowerCase());
  const sentence = words.join(" ");
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
