// What Identity needs of C: libcrypt's yescrypt, and the processor's SHA-256 instructions, which
// Swift has no name for.
//
// crypt.h and the libcrypt to link with are libcrypt-dev, which libc6-dev depends on: where a C
// program compiles on Debian, this does.
#ifndef CCRYPT_H
#define CCRYPT_H

#include <crypt.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Whether this processor has what `ccrypt_sha256_blocks` is made of.
bool ccrypt_sha256_is_present(void);

// Mixes `count` blocks of 64 bytes into the eight words of `state`.
void ccrypt_sha256_blocks(uint32_t *state, const uint8_t *blocks, size_t count);

#endif
