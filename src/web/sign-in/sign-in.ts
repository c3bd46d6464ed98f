import { failureOf } from '../api-client.ts';

/** Signs in; answers the problem in words, or null on success. */
export async function signIn(email: string, password: string): Promise<string | null> {
  const response = await fetch('/api/auth/sign-in/email', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  }).catch(() => null);
  if (!response) return 'Colloquy can’t be reached. Check your connection and try again.';
  if (response.status === 401) return 'Wrong email or password. Try again, or ask an admin for a password link.';
  if (!response.ok) return (await failureOf(response)).message;
  const me = await fetch('/api/v1/me');
  return me.status === 401 ? 'You aren’t a member of an organization here. Ask an admin for an invitation.' : null;
}
