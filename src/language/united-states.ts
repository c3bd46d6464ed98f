/** Whether a text names the country: "us" in small letters means the speakers. */
export const namesUnitedStates = (text: string): boolean => /\bUS\b|\bU\. ?S\b/.test(text);
