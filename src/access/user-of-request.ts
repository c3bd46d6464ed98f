import type { Auth } from './auth.ts';

/** The signed-in user, even without a membership; null where nobody is signed in. */
export async function userOfRequest({ auth }: { auth: Auth }, headers: Headers): Promise<{ userId: string } | null> {
  const session = await (await auth()).api.getSession({ headers });
  return session ? { userId: session.user.id } : null;
}
