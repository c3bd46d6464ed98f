/** The page for a new password. What follows `#` stays in the browser, so no server's or proxy's log has the token. */
export const newPasswordUrl = (publicUrl: string, token: string): string => `${publicUrl}/new-password#${token}`;
