import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiFailure, UNREACHED } from './api-client.ts';
import { router } from './router.tsx';
import './styles.css';

const queries = new QueryClient({
  defaultOptions: {
    // Offline, a request fails at once and says so; a paused one would look as if it were loading.
    mutations: { networkMode: 'always' },
    queries: {
      networkMode: 'always',
      staleTime: 30_000,
      retry: (count, error) => count < 2 && (!(error instanceof ApiFailure) || error.status === UNREACHED),
    },
  },
});

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
