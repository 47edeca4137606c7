const keyOf = (shop: string) => `tradepost.tax.${shop}`;

/** The rate of tax that was last used for an order of a shop on this device. */
export function rememberedTax(shop: string): string {
  try {
    return localStorage.getItem(keyOf(shop)) ?? '0';
  } catch {
    return '0';
  }
}

export function rememberTax(shop: string, rate: string): void {
  try {
    localStorage.setItem(keyOf(shop), rate);
  } catch {
    // Remembering is a comfort, not a need.
  }
}
