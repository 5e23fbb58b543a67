import { Router } from 'express';

/** A ticket with its perforation, for light and dark tabs. */
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<path fill="#a5331f" d="M2 8h28v5a3 3 0 0 0 0 6v5H2v-5a3 3 0 0 0 0-6z"/>
<path stroke="#fff" stroke-width="2" stroke-dasharray="2 2" d="M21 9v14"/>
</svg>
`;

/** The same picture with 192 × 192 pixels, for chats and home screens. Base64. */
const png = `
  iVBORw0KGgoAAAANSUhEUgAAAMAAAADABAMAAACg8nE0AAAAMFBMVEWlMx+lMx+lMx+lMx+lMx+lMx+lMx+lMx+wTTu8
  ZlfHgHPSmY/ds6vpzMf05uP////h2/pmAAAAEHRSTlMAJEltkrbb////////////J6IGdAAAAPRJREFUeNrt2DEKwkAQ
  RuFdUestlLSSS6TVJrZ6AwsvECJ4fAXbzQ7Kzk8MvO8Cr9HZmYQAAAAAAAAAZJ4CBAh84/VBgAABAvMGGNcECBDwDYS2
  9x129zbb4HeegdPUjbD3C1ynr5DOKzAWzpzoFUilQ6rxCQzFSy36BFL5Fuw8AqNxbG48AhcjED0CybqXz/WBh3mQN/WB
  wQxs62fczQys6wNHM7CqDxzmDQTvd4bAz4Hl/4rkfzT5qJAPO/W4lj848idT/ejL1xb14iVfHdXLr3p9Fx8g6hOKM5YA
  AQLLDfB5nwABAv8QYFwTAAAAAAAAADJvF+VRpz/+Y2IAAAAASUVORK5CYII=
`;

/** The address of the icon that programs without SVG show. */
export const pngIconPath = '/favicon.png';

/** The icons of every page of the service. */
export function iconRoutes(): Router {
  const pngBytes = Buffer.from(png, 'base64');
  return Router()
    .get('/favicon.svg', (_request, response) => {
      response.set('cache-control', 'public, max-age=86400').type('image/svg+xml').send(svg);
    })
    .get([pngIconPath, '/favicon.ico', '/apple-touch-icon.png'], (_request, response) => {
      response.set('cache-control', 'public, max-age=86400').type('image/png').send(pngBytes);
    });
}
