/**
 * A certificate for 127.0.0.1 that signs itself, for tests: `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500
 * -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1,DNS:localhost`. Its key is a secret to nobody.
 */
export const certificate = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUQ5/2WOZVFHN2d8nDyoz+BJ+6bdMwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMTIwNTcwMloYDzIxMjYxMDI4
MjA1NzAyWjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQrxeJ+4EjWheFvqeehAe/w8dQXd4AhxquxE1x7xecp96j7J1M9whW1
nYFLdWPl2Y3EH7icLjrZ6sdEpADn6WgGo28wbTAdBgNVHQ4EFgQUSxqbTIf5Xhkz
I9igKy3WpFmzfs0wHwYDVR0jBBgwFoAUSxqbTIf5XhkzI9igKy3WpFmzfs0wDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARhwR/AAABgglsb2NhbGhvc3QwCgYIKoZI
zj0EAwIDSAAwRQIgVXipw3YijwyLjDyHfpyXOsrRjSnF3jjKMHLy3KOsChsCIQCJ
+017xCgcDjj11HasftmVKyTLvgfMFsBasMvRlOIsog==
-----END CERTIFICATE-----
`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg6OMKUARSoac3zA3U
55MwMCBkNFMVfD1zcBjsCNDNPDmhRANCAAQrxeJ+4EjWheFvqeehAe/w8dQXd4Ah
xquxE1x7xecp96j7J1M9whW1nYFLdWPl2Y3EH7icLjrZ6sdEpADn6WgG
-----END PRIVATE KEY-----
`,
}
