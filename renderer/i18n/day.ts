import type { Language } from './text.ts'

/** A day such as `2026-11-21` as it is read: `21 Nov 2026`. */
export function dayText(language: Language, day: string): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))
}
