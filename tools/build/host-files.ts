import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { immutable, responseHeaders, revalidated, uncommonTypes } from '../headers.ts';

/** The headers once more, in the formats of the common static hosts. Not part of the build manifest: hosts do not serve them. */
export function writeHostFiles(dist: string): void {
  for (const [name, text] of Object.entries(hostFiles())) writeFileSync(join(dist, name), text);
}

/** File name to text: Netlify and Cloudflare Pages, Vercel, Azure Static Web Apps, Apache. */
export function hostFiles(): Readonly<Record<string, string>> {
  const headers = responseHeaders();
  return {
    _headers: underscoreHeaders(headers),
    'vercel.json': vercel(headers),
    'staticwebapp.config.json': azure(headers),
    '.htaccess': apache(headers),
  };
}

function underscoreHeaders(headers: Readonly<Record<string, string>>): string {
  const block = (path: string, lines: Readonly<Record<string, string>>) =>
    `${path}\n${Object.entries(lines)
      .map(([name, value]) => `  ${name}: ${value}\n`)
      .join('')}`;
  return [
    block('/*', headers),
    block('/assets/*', { 'Cache-Control': immutable }),
    ...Object.entries(uncommonTypes).map(([extension, type]) => block(`/*.${extension}`, { 'Content-Type': type })),
  ].join('');
}

function vercel(headers: Readonly<Record<string, string>>): string {
  const listed = (values: Readonly<Record<string, string>>) =>
    Object.entries(values).map(([key, value]) => ({ key, value }));
  return json({
    headers: [
      { source: '/(.*)', headers: listed({ ...headers, 'Cache-Control': revalidated }) },
      { source: '/assets/(.*)', headers: listed({ 'Cache-Control': immutable }) },
    ],
  });
}

function azure(headers: Readonly<Record<string, string>>): string {
  return json({
    globalHeaders: { ...headers, 'Cache-Control': revalidated },
    routes: [{ route: '/assets/*', headers: { 'Cache-Control': immutable } }],
    mimeTypes: Object.fromEntries(Object.entries(uncommonTypes).map(([extension, type]) => [`.${extension}`, type])),
  });
}

function apache(headers: Readonly<Record<string, string>>): string {
  return [
    ...Object.entries(uncommonTypes).map(([extension, type]) => `AddType ${type} .${extension}`),
    '<IfModule mod_headers.c>',
    ...Object.entries(headers).map(([name, value]) => `  Header always set ${name} "${value}"`),
    `  Header set Cache-Control "${revalidated}"`,
    `  Header set Cache-Control "${immutable}" "expr=%{REQUEST_URI} =~ m#/assets/#"`,
    '</IfModule>',
    '',
  ].join('\n');
}

const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;
