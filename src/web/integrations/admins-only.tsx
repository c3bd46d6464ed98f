import { Link } from '@tanstack/react-router';

/** What others find here: nothing, and whom to ask. */
export function AdminsOnly() {
  return (
    <div className="py-16 text-center">
      <h1 className="text-xl font-semibold">Only admins see integrations</h1>
      <p className="quiet mt-2">Ask an admin of your organization.</p>
      <Link to="/" className="button mt-6">
        Ask a question
      </Link>
    </div>
  );
}
