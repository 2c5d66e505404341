/** What Node says when no connection stood, or the other side was not who it should be. */
const beforeAnyWord = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Node's code of a failure after which the vendor has certainly read nothing; null when it may have. */
export const unreachedCode = (error: unknown): string | null => {
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = 'code' in at ? String(at.code) : '';
    if (beforeAnyWord.has(code)) return code;
    // Any other time that was up may have been that of the answer.
    if (code === 'ETIMEDOUT' && 'syscall' in at && at.syscall === 'connect') return code;
  }
  return null;
};
