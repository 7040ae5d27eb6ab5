/** The names both ends of the desktop's bridge use. */

/** The one channel: the page asks for its ports. */
export const connectChannel = 'sluice:connect'

/** The answer, from the main process to the preload and on to the page, with the ports for calls and frames. */
export const portsMessage = 'sluice:ports'
