/**
 * Sentences of the host in English, each under a key that does not change: those of a connection test, of a connection
 * that fails or is lost, of a save, and what a scenario is told about where its messages end up. The page has the same keys in its other language (renderer/i18n/host-text.ts).
 */
export const hostSentences = {
  scenarioConflict:
    'The scenario "{name}" was saved by another window since it was opened here, so nothing was overwritten. Save once more to keep yours beside it.',
  connectionConflict:
    'The connection "{name}" was saved by another window since it was opened here, so nothing was overwritten. Open its form again to see what it is now.',
  otherWriter: 'Another window of Sluice is saving in this workspace. Try again in a moment.',

  lostIdle: '"{name}" lost its connection while nothing was under way; {next}',
  lostDoing: '"{name}" lost its connection while {doing}, which is not repeated; {next}',
  nextIn: 'try {tries} to reconnect is in {seconds} s.',
  nextNow: 'try {tries} to reconnect is under way.',
  listingQueues: 'listing the queues',
  listingExchanges: 'listing the exchanges',
  reading: 'reading {queue}',
  pricing: 'pricing a look at {queue}',
  looking: 'looking at {queue}',
  readingBody: 'reading a body of {queue}',
  publishing: 'publishing',

  managementAt: 'The management API at {origin}',
  failName: '{where}: the name is not known; check its spelling, the VPN and the resolver.',
  failRefused: '{where}: nothing listens there; check the port, and whether the server runs.',
  failUnreachable: '{where}: there is no route to it; check the VPN or the network.',
  failTimeout: '{where}: it did not answer within 10 s; a firewall may drop the packets.',
  failCertificate:
    '{where}: its certificate was not accepted; run the connection test to read why.',
  failNotTls: '{where}: it does not speak TLS there; switch TLS off or use the TLS port.',
  failNotHttp:
    '{where}: it does not speak HTTP there; the management API is usually on port 15672.',
  failReset:
    '{where}: it closed the connection; run the connection test to see what listens there.',
  failCancelled: '{where}: the attempt was cancelled.',
  failOther: '{where}: the connection failed; run the connection test to see at which step.',
  failReply: '{where}: the server answered "{words}".',
  failLost: '{where}: the connection was lost; try again.',

  hintLost: 'Producer {producer}: no queue gets its messages with the key {key}, so they are lost.',
  hintComeBack:
    'Producer {producer}: no queue gets its messages with the key {key}, so they come back to it.',
  hintNoEnd:
    'The scenario has no duration and {producer} never stops, so a headless run would not end: add duration: 10m at the top.',
  hintDeadGrows: 'Queue {queue}: it has no consumer; fine for dead letters, it will only grow.',
  hintNoConsumer: 'Queue {queue}: it has no consumer, so it will only grow.',
  hintGrows:
    'Queue {queue}: {arrivals} arrive and its consumers finish {finished}, so it grows as long as that lasts.',
  hintConfirmWindow: 'Producer {producer}: confirmWindow has no effect without confirm: true.',
  hintPrefetch:
    'Consumer {consumer}: prefetch has no effect with ack: auto, because nothing is ever unacked.',
  hintStreamOffset:
    'Consumer {consumer}: x-stream-offset has no effect, because its queue is not a stream.',
  hintStreamFailure:
    'Consumer {consumer}: a stream takes nothing back, so it goes on behind a message it failed on.',
  hintPolicyIdle: 'Policy {policy}: its pattern matches no queue and no exchange here.',

  nothingLoaded: 'No scenario is loaded.',
  loaded: 'The scenario "{title}" is loaded.',
  openInLab: 'Open a scenario in the Lab.',
  comparisonEnded: 'The comparison ended without a result. Ask for it once more.',
  noSuchScript: 'There is no such conformance script. Choose one of the rows of the Fidelity page.',

  waitsFor: 'Waits for {step}.',
  theNameLookup: 'the name lookup',
  theTcpConnection: 'the TCP connection',
  theTls: 'TLS',
  waitsForLogin: 'Waits for the login.',
  waitsForVirtualHost: 'Waits for the virtual host. Will read configure, write and read rights.',

  hostOnly: 'Enter the host only, without scheme, port or path',
  isAddress: '{host} is an address; there is no name to look up.',
  nameIs: '{host} is {addresses}.',
  resolverSilent: 'The resolver did not answer for {host} within 10 s.',
  nameUnknown: 'The name {host} is not known.',
  checkSpelling: 'Check the spelling',
  connectVpn: 'Connect the VPN this name belongs to',
  enterAddress: 'Enter an address',

  accepted: '{where} accepted the connection.',
  nothingListens: '{where} refused the connection: nothing listens on that port.',
  noAnswer: '{where} did not answer within 10 s; a firewall may drop the packets.',
  noRoute: 'There is no route to {where}.',
  notConnected: '{where} could not be connected to.',
  checkRuns: 'Check that the server runs',
  checkFirewall: 'Check the firewall and the VPN',
  usePlainPort: 'Use port 5672 without TLS',
  useSecurePort: 'Use port 5671 with TLS',

  tlsOff: 'TLS is switched off for this connection.',
  switchTlsOff: 'Switch TLS off',
  switchTlsOn: 'Switch TLS on',
  useTlsPort: 'Use the TLS port 5671',
  plainAmqp: '{where} speaks plain AMQP, not TLS.',
  httpNotTls: '{where} speaks HTTP, not AMQP over TLS.',
  handshakeEnded: '{where} ended the TLS handshake.',
  checkClientCertificate: 'Check whether it asks for a client certificate',
  certificate: '{protocol}, certificate for {subject}',
  certificateExpired: '{protocol}, certificate for {subject}, expired {days} days ago',
  certificateLeft: '{protocol}, certificate for {subject}, {days} days left',
  certificateGood: '{certificate}.',
  certificateUnverified: '{certificate}; not verified: {why}.',
  certificateRefused: '{certificate}, issued by {issuer}. It is not accepted: {why}.',
  whyExpired: 'it has expired',
  whyNotYet: 'it is not valid yet',
  whyOtherName: 'it is for {names}, not for {host}',
  whyUnknownAuthority: 'it is signed by an authority this machine does not know',
  whyUnknownIssuer:
    'its issuer is unknown here, or the server leaves out an intermediate certificate',
  whyFailed: 'it did not pass the check',
  use: 'Use {value}',
  renewCertificate: 'Ask the owner of the server to renew its certificate',
  addAuthority: 'Add the authority to this machine and name its file in NODE_EXTRA_CA_CERTS',
  askAuthority: 'Ask the owner of the server which authority signs its certificates',

  loggedIn: '{user} by PLAIN. Server {product} {version}, {runtime}.',
  enterPassword: 'Enter the password',
  guestIsLocal: "Use another user: guest may log in only from the server's own machine",
  checkUser: 'Check the user name and the password',
  loginEnded: 'The server ended the connection during the login of {user}.',
  loginRefused: 'The server refused the login of {user}.',
  useAmqpPort: 'Use the AMQP port {port}',
  httpNotAmqp: '{where} speaks HTTP, not AMQP; it may be the management API.',
  expectsTls: '{where} expects TLS.',
  otherAmqp: '{where} speaks another version of AMQP than 0-9-1.',
  notAmqp: '{where} speaks something that is not AMQP.',
  saidNothing: '{where} accepted the connection but said nothing.',
  closedSilently: '{where} closed the connection before it said anything.',
  lookIntoLog: "Look into the server's log",

  virtualHostOpen: '{name} is open to {user}.',
  noVirtualHost: 'There is no virtual host named {name}. The server closed the connection.',
  noVirtualHostOf:
    'There is no virtual host named {name}. The server closed the connection. The management API lists {count}: {names}.',
  virtualHostShut: 'The server does not open the virtual host {name} to {user}.',
  virtualHostShutOf:
    'The server does not open the virtual host {name} to {user}. The management API lists {count}: {names}.',
  askAccess: 'Ask an administrator for access',

  rightsByManagement: 'Rights can be read only through the management API.',
  rightsByAdministrator:
    'Only an administrator may read rights; a right that is missing shows when an action is refused.',
  noRights: '{user} has no rights in {virtualHost}.',
  askRights: 'Ask an administrator to set permissions for this user and virtual host',
  rights: 'configure {configure}, write {write}, read {read}.',
  rightToNothing: 'nothing',

  noManagement: 'No management API address is set; without it queues are opened by name.',
  tags: 'Tags: {tags}. {counted}.',
  noTags: 'none',
  oneHost: '1 virtual host',
  someHosts: '{hosts} virtual hosts',
  oneHostQueues: '1 virtual host, {queues} queues',
  someHostsQueues: '{hosts} virtual hosts, {queues} queues',
  askMonitoring: 'Ask an administrator for the tag monitoring',
  checkPlugin: 'Check that the management plugin is enabled',
} as const
