import type { OrganizationId } from '../call.ts';
import type { Auth } from './auth.ts';

/** Signs in by password, in the given organization or the first joined. Answers the cookies for a browser. */
export async function signIn(
  { auth }: { auth: Auth },
  { email, password, organizationId }: { email: string; password: string; organizationId?: OrganizationId },
): Promise<string[]> {
  const { api } = await auth();
  const { headers } = await api.signInEmail({ body: { email, password }, returnHeaders: true });
  const cookies = headers.getSetCookie();
  if (organizationId) {
    const cookie = cookies.map((one) => one.split(';')[0]).join('; ');
    await api.setActiveOrganization({ body: { organizationId }, headers: new Headers({ cookie }) });
  }
  return cookies;
}
