/** Fingerprints of values that the gate kept back. Pure. */

/** Whether the text can be the fingerprint of a value that the gate kept back. */
export function isFingerprint(text: string): boolean {
  return /^[0-9a-f]{16,64}$/.test(text);
}
