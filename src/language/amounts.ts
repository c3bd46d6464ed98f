/** A number with a unit of money or share, with decimals like a price, or with separated thousands. */
const AMOUNT =
  /[$€£]\s?\d|\d\s*(?:%|percent|euros?|dollars?|pounds?|cents?)|\d[.,]\d\d\b|\b\d{1,3}[.,]\d{3}\b|\b[a-z]+ percent/i;

export const hasAmount = (text: string): boolean => AMOUNT.test(text);
