/**
 * Forbids this page every connection until it is loaded anew: a policy that a page adds to itself is enforced beside the
 * one it came with, and nothing can take it away. Its workers have policies of their own.
 */
export function sealPage(): void {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "connect-src 'none'; font-src 'none'; manifest-src 'none'; media-src blob:; img-src blob: data:";
  document.head.append(policy);
}
