/** Numbers as they are typed. */

/** A whole number as it is typed; null for none, or one that is too large. */
export function numberOf(text: string, most: number): number | null {
  const number = /^\d{1,3}$/.test(text.trim()) ? Number(text) : null;
  return number !== null && number <= most ? number : null;
}
