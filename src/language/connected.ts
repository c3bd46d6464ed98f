/** Words that join a question to the one before. */
const CONNECTED = /^\W*(?:and|but|also|what about|how about|same|or|so|then|instead|now|ok(?:ay)?)\b/i;

/** Whether a question begins as the continuation of another: "And with …". */
export const isConnected = (question: string): boolean => CONNECTED.test(question);
