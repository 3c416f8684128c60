#pragma once
#include <stddef.h>
#include <stdint.h>

/// OpenSSL's libcrypto, behind functions that fetch algorithms once and allocate nothing per call.

/// Fills with bytes from the operating system's generator. Returns 1 on success.
int basin_random(uint8_t *out, size_t count);
void basin_sha256(const uint8_t *bytes, size_t count, uint8_t out[32]);
/// Overwrites with zeros; never optimised away.
void basin_zero(void *bytes, size_t count);
/// 1 when both are the same, in a time that depends on the count alone.
int basin_equal(const void *a, const void *b, size_t count);

/// An HMAC-SHA-256 key with its two padded blocks already hashed. Read-only once made: any thread may use it.
typedef struct basin_hmac basin_hmac;
/// NULL when memory is out.
basin_hmac *basin_hmac_new(const uint8_t *key, size_t count);
/// Zeroes, then frees. NULL is allowed.
void basin_hmac_free(basin_hmac *key);
/// The HMAC of a, b and c, one after another. Each may be NULL when its count is 0.
void basin_hmac_sha256(const basin_hmac *key, const uint8_t *a, size_t a_count, const uint8_t *b, size_t b_count,
                       const uint8_t *c, size_t c_count, uint8_t out[32]);

/// AES-256-GCM with contexts that are used again. One thread at a time. The key of the last call is remembered, and
/// giving the same one again saves its expansion.
typedef struct basin_gcm basin_gcm;
/// NULL when memory is out or libcrypto has no AES-256-GCM.
basin_gcm *basin_gcm_new(void);
/// Zeroes, then frees. NULL is allowed.
void basin_gcm_free(basin_gcm *gcm);
/// Writes `count` bytes of ciphertext and then the 16-byte tag. `out` may be `in`. Returns 1 on success.
int basin_gcm_seal(basin_gcm *gcm, const uint8_t key[32], const uint8_t nonce[12], const uint8_t *aad,
                   size_t aad_count, const uint8_t *in, size_t count, uint8_t *out);
/// `count` is of ciphertext and tag together, at least 16. Writes `count - 16` bytes. `out` may be `in`.
/// Returns 1 on success; 0 when anything was altered, and then `out` holds zeros.
int basin_gcm_open(basin_gcm *gcm, const uint8_t key[32], const uint8_t nonce[12], const uint8_t *aad,
                   size_t aad_count, const uint8_t *in, size_t count, uint8_t *out);

/// scrypt (RFC 7914) of a password: 128 * n * r bytes of memory for as long as it takes. Returns 1 on success.
int basin_scrypt(const uint8_t *password, size_t count, const uint8_t salt[16], uint64_t n, uint32_t r, uint32_t p,
                 uint8_t out[32]);

/// Somebody else's public key, to verify what they signed. Read-only once made: any thread may use it.
typedef struct evp_pkey_st basin_public_key;
/// Of a modulus and an exponent, big-endian. NULL unless the modulus has 2048 to 8192 bits and the exponent is odd, larger
/// than 1 and of at most 32 bits.
basin_public_key *basin_public_key_rsa(const uint8_t *n, size_t n_count, const uint8_t *e, size_t e_count);
/// Of a point on P-256. NULL when it is not on the curve.
basin_public_key *basin_public_key_p256(const uint8_t x[32], const uint8_t y[32]);
/// Of Ed25519.
basin_public_key *basin_public_key_ed25519(const uint8_t x[32]);
/// NULL is allowed.
void basin_public_key_free(basin_public_key *key);
/// RSASSA-PKCS1-v1_5 with SHA-256. 1 when the signature is the key's; else 0, also for a key that is not RSA.
int basin_verify_rs256(basin_public_key *key, const uint8_t *in, size_t count, const uint8_t *signature, size_t signature_count);
/// ECDSA on P-256 with SHA-256; the signature is r and s, 32 bytes each. 1 when it is the key's, else 0.
int basin_verify_es256(basin_public_key *key, const uint8_t *in, size_t count, const uint8_t signature[64]);
/// 1 when the signature is the key's, else 0.
int basin_verify_ed25519(basin_public_key *key, const uint8_t *in, size_t count, const uint8_t signature[64]);
