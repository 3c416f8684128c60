#define OPENSSL_SUPPRESS_DEPRECATED
#include "CCrypto.h"
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <pthread.h>
#include <string.h>

// EVP counts in int.
#define CHUNK ((size_t)1 << 30)

int basin_random(uint8_t *out, size_t count) {
  while (count > 0) {
    size_t n = count < CHUNK ? count : CHUNK;
    if (RAND_bytes(out, (int)n) != 1) return 0;
    out += n;
    count -= n;
  }
  return 1;
}

void basin_sha256(const uint8_t *bytes, size_t count, uint8_t out[32]) {
  SHA256_CTX c; SHA256_Init(&c); SHA256_Update(&c, bytes, count); SHA256_Final(out, &c);
}

void basin_zero(void *bytes, size_t count) { OPENSSL_cleanse(bytes, count); }

int basin_equal(const void *a, const void *b, size_t count) { return CRYPTO_memcmp(a, b, count) == 0; }

// The low-level SHA-256 is used because a state of it can be copied by assignment; EVP allocates for every copy.
struct basin_hmac { SHA256_CTX inner, outer; };

basin_hmac *basin_hmac_new(const uint8_t *key, size_t count) {
  basin_hmac *hmac = OPENSSL_malloc(sizeof *hmac);
  if (!hmac) return NULL;
  uint8_t block[64] = {0}, pad[64];
  if (count > sizeof block) basin_sha256(key, count, block);
  else if (count > 0) memcpy(block, key, count);
  for (int i = 0; i < 64; i++) pad[i] = block[i] ^ 0x36;
  SHA256_Init(&hmac->inner);
  SHA256_Update(&hmac->inner, pad, 64);
  for (int i = 0; i < 64; i++) pad[i] = block[i] ^ 0x5c;
  SHA256_Init(&hmac->outer);
  SHA256_Update(&hmac->outer, pad, 64);
  OPENSSL_cleanse(block, 64);
  OPENSSL_cleanse(pad, 64);
  return hmac;
}

void basin_hmac_free(basin_hmac *key) { OPENSSL_clear_free(key, sizeof *key); }

void basin_hmac_sha256(const basin_hmac *key, const uint8_t *a, size_t a_count, const uint8_t *b, size_t b_count,
                       const uint8_t *c, size_t c_count, uint8_t out[32]) {
  SHA256_CTX state = key->inner;
  if (a_count) SHA256_Update(&state, a, a_count);
  if (b_count) SHA256_Update(&state, b, b_count);
  if (c_count) SHA256_Update(&state, c, c_count);
  SHA256_Final(out, &state);
  state = key->outer;
  SHA256_Update(&state, out, 32);
  SHA256_Final(out, &state);
}

struct direction { EVP_CIPHER_CTX *context; int keyed; uint8_t key[32]; };
struct basin_gcm { struct direction seal, open; };

static EVP_CIPHER *aes256gcm;
static pthread_once_t fetched = PTHREAD_ONCE_INIT;
static void fetch(void) {
  // Threads may still be sealing while the process exits: libcrypto must not tear itself down under them.
  OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, NULL);
  aes256gcm = EVP_CIPHER_fetch(NULL, "AES-256-GCM", NULL);
}

basin_gcm *basin_gcm_new(void) {
  pthread_once(&fetched, fetch);
  if (!aes256gcm) return NULL;
  basin_gcm *gcm = OPENSSL_zalloc(sizeof *gcm);
  if (!gcm) return NULL;
  gcm->seal.context = EVP_CIPHER_CTX_new();
  gcm->open.context = EVP_CIPHER_CTX_new();
  if (!gcm->seal.context || !gcm->open.context ||
      EVP_EncryptInit_ex2(gcm->seal.context, aes256gcm, NULL, NULL, NULL) != 1 ||
      EVP_DecryptInit_ex2(gcm->open.context, aes256gcm, NULL, NULL, NULL) != 1) {
    basin_gcm_free(gcm);
    return NULL;
  }
  return gcm;
}

void basin_gcm_free(basin_gcm *gcm) {
  if (!gcm) return;
  EVP_CIPHER_CTX_free(gcm->seal.context);
  EVP_CIPHER_CTX_free(gcm->open.context);
  OPENSSL_clear_free(gcm, sizeof *gcm);
}

static int begin(struct direction *d, int encrypts, const uint8_t *key, const uint8_t *nonce, const uint8_t *aad,
                 size_t aad_count) {
  int same = d->keyed && memcmp(d->key, key, 32) == 0;
  d->keyed = 0;  // until this call has ended well
  if (EVP_CipherInit_ex2(d->context, NULL, same ? NULL : key, nonce, encrypts, NULL) != 1) return 0;
  if (!same) memcpy(d->key, key, 32);
  int n;
  while (aad_count > 0) {
    size_t part = aad_count < CHUNK ? aad_count : CHUNK;
    if (EVP_CipherUpdate(d->context, NULL, &n, aad, (int)part) != 1) return 0;
    aad += part;
    aad_count -= part;
  }
  return 1;
}

static int run(struct direction *d, const uint8_t *in, size_t count, uint8_t *out) {
  int n;
  while (count > 0) {
    size_t part = count < CHUNK ? count : CHUNK;
    if (EVP_CipherUpdate(d->context, out, &n, in, (int)part) != 1 || (size_t)n != part) return 0;
    in += part;
    out += part;
    count -= part;
  }
  return 1;
}

int basin_gcm_seal(basin_gcm *gcm, const uint8_t key[32], const uint8_t nonce[12], const uint8_t *aad,
                   size_t aad_count, const uint8_t *in, size_t count, uint8_t *out) {
  struct direction *d = &gcm->seal;
  OSSL_PARAM tag[2] = {{OSSL_CIPHER_PARAM_AEAD_TAG, OSSL_PARAM_OCTET_STRING, out + count, 16, 0}, OSSL_PARAM_END};
  int n;
  if (!begin(d, 1, key, nonce, aad, aad_count) || !run(d, in, count, out) ||
      EVP_CipherFinal_ex(d->context, out + count, &n) != 1 ||
      EVP_CIPHER_CTX_get_params(d->context, tag) != 1)
    return 0;
  d->keyed = 1;
  return 1;
}

int basin_gcm_open(basin_gcm *gcm, const uint8_t key[32], const uint8_t nonce[12], const uint8_t *aad,
                   size_t aad_count, const uint8_t *in, size_t count, uint8_t *out) {
  if (count < 16) return 0;
  struct direction *d = &gcm->open;
  uint8_t tag[16];
  int n;
  count -= 16;
  memcpy(tag, in + count, 16);
  if (!begin(d, 0, key, nonce, aad, aad_count) || !run(d, in, count, out) ||
      EVP_CIPHER_CTX_ctrl(d->context, EVP_CTRL_AEAD_SET_TAG, 16, tag) != 1 ||
      EVP_CipherFinal_ex(d->context, tag, &n) != 1) {
    if (count) memset(out, 0, count);
    return 0;
  }
  d->keyed = 1;
  return 1;
}

int basin_scrypt(const uint8_t *password, size_t count, const uint8_t salt[16], uint64_t n, uint32_t r, uint32_t p,
                 uint8_t out[32]) {
  return EVP_PBE_scrypt((const char *)password, count, salt, 16, n, r, p, 512u << 20, out, 32) == 1;
}

static EVP_PKEY *made(const char *type, OSSL_PARAM *params) {
  EVP_PKEY *key = NULL;
  EVP_PKEY_CTX *context = params ? EVP_PKEY_CTX_new_from_name(NULL, type, NULL) : NULL;
  if (context && EVP_PKEY_fromdata_init(context) == 1) EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, params);
  EVP_PKEY_CTX_free(context);
  OSSL_PARAM_free(params);
  return key;
}

static int is_sound(EVP_PKEY *key) {
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
  int sound = context && EVP_PKEY_public_check(context) == 1;
  EVP_PKEY_CTX_free(context);
  return sound;
}

basin_public_key *basin_public_key_rsa(const uint8_t *n, size_t n_count, const uint8_t *e, size_t e_count) {
  if (n_count < 256 || n_count > 1024 || e_count == 0 || e_count > 4) return NULL;
  BIGNUM *modulus = BN_bin2bn(n, (int)n_count, NULL), *exponent = BN_bin2bn(e, (int)e_count, NULL);
  OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
  EVP_PKEY *key = NULL;
  if (modulus && exponent && builder && BN_num_bits(modulus) >= 2048 && BN_is_odd(modulus) && BN_is_odd(exponent) &&
      !BN_is_one(exponent) && OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, modulus) == 1 &&
      OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, exponent) == 1)
    key = made("RSA", OSSL_PARAM_BLD_to_param(builder));
  OSSL_PARAM_BLD_free(builder);
  BN_free(modulus);
  BN_free(exponent);
  return key;
}

basin_public_key *basin_public_key_p256(const uint8_t x[32], const uint8_t y[32]) {
  uint8_t point[65] = {4};
  memcpy(point + 1, x, 32);
  memcpy(point + 33, y, 32);
  OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
  EVP_PKEY *key = NULL;
  if (builder && OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) == 1 &&
      OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point) == 1)
    key = made("EC", OSSL_PARAM_BLD_to_param(builder));
  OSSL_PARAM_BLD_free(builder);
  if (key && !is_sound(key)) {
    EVP_PKEY_free(key);
    return NULL;
  }
  return key;
}

basin_public_key *basin_public_key_ed25519(const uint8_t x[32]) {
  return EVP_PKEY_new_raw_public_key_ex(NULL, "ED25519", NULL, x, 32);
}

void basin_public_key_free(basin_public_key *key) { EVP_PKEY_free(key); }

static int verified(EVP_PKEY *key, const char *type, const char *digest, const uint8_t *in, size_t count,
                    const uint8_t *signature, size_t signature_count) {
  if (!EVP_PKEY_is_a(key, type)) return 0;
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  int good = context && EVP_DigestVerifyInit_ex(context, NULL, digest, NULL, NULL, key, NULL) == 1 &&
             EVP_DigestVerify(context, signature, signature_count, in, count) == 1;
  EVP_MD_CTX_free(context);
  return good;
}

int basin_verify_rs256(basin_public_key *key, const uint8_t *in, size_t count, const uint8_t *signature,
                       size_t signature_count) {
  // PKCS #1 v1.5 is what EVP verifies with an RSA key unless told otherwise.
  return verified(key, "RSA", "SHA256", in, count, signature, signature_count);
}

int basin_verify_es256(basin_public_key *key, const uint8_t *in, size_t count, const uint8_t signature[64]) {
  ECDSA_SIG *pair = ECDSA_SIG_new();
  BIGNUM *r = BN_bin2bn(signature, 32, NULL), *s = BN_bin2bn(signature + 32, 32, NULL);
  if (!pair || !r || !s || BN_is_zero(r) || BN_is_zero(s) || ECDSA_SIG_set0(pair, r, s) != 1) {
    ECDSA_SIG_free(pair);
    BN_free(r);
    BN_free(s);
    return 0;
  }
  uint8_t der[80], *end = der;
  int length = i2d_ECDSA_SIG(pair, NULL);
  int good = length > 0 && length <= (int)sizeof der && i2d_ECDSA_SIG(pair, &end) == length &&
             verified(key, "EC", "SHA256", in, count, der, (size_t)length);
  ECDSA_SIG_free(pair);
  return good;
}

int basin_verify_ed25519(basin_public_key *key, const uint8_t *in, size_t count, const uint8_t signature[64]) {
  return verified(key, "ED25519", NULL, in, count, signature, 64);
}
