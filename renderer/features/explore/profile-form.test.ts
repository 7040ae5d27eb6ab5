import { expect, test } from 'vitest'
import { emptyForm, formOf, guessedManagementUrl, profileOf } from './profile-form.ts'

const form = emptyForm('c-1')

test('an untouched form is a broker on this machine', () => {
  const made = profileOf(form)
  expect(made).toMatchObject({
    profile: { host: '127.0.0.1', port: 5672, management: { url: 'http://127.0.0.1:15672' } },
  })
})

test('a profile survives the form', () => {
  const made = profileOf({ ...form, name: 'stage', virtualHost: '/orders', tls: true })
  if ('wrong' in made) throw new Error(made.wrong)
  expect(profileOf(formOf(made.profile, 'c-1', ''))).toEqual(made)
})

test('the field that does not hold is named', () => {
  expect(profileOf({ ...form, port: '5672x' })).toEqual({ wrong: 'port' })
  expect(profileOf({ ...form, port: '65536' })).toEqual({ wrong: 'port' })
  expect(profileOf({ ...form, host: ' ' })).toEqual({ wrong: 'host' })
  expect(profileOf({ ...form, managementUrl: 'javascript:alert(1)' })).toEqual({
    wrong: 'managementUrl',
  })
})

test('the management address is guessed from host, port and TLS', () => {
  expect(guessedManagementUrl({ ...form, tls: true, port: '5671' })).toBe('https://127.0.0.1:15671')
  expect(guessedManagementUrl({ ...form, port: '25743' })).toBe('http://127.0.0.1:35743')
})
