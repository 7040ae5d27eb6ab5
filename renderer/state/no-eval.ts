/**
 * The page's content security policy forbids making code from strings. zod would probe for it when its first object
 * schema is built and so report a violation; this must run before any schema does, so it is imported first.
 */
import { config } from 'zod'

config({ jitless: true })
