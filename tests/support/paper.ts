import type { Page } from 'playwright-core';

/** Prints to PDF and returns the number of pages and their sizes in millimetres. */
export async function printPage(page: Page): Promise<{ count: number; sizes: string[] }> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  const toMillimetres = (points: string) => Math.round((Number(points) * 25.4) / 72);
  const sizes = boxes.map(
    ([, width, height]) => `${toMillimetres(width!)}x${toMillimetres(height!)}`,
  );
  return { count: [...pdf.matchAll(/\/Type \/Page\b/g)].length, sizes };
}

/** Reads the modules of a QR code from the pixels on screen, without its quiet zone. */
export async function readScreen(page: Page, name: string): Promise<boolean[][]> {
  const picture = page.getByRole('img', { name });
  const size = await picture.evaluate((svg) => (svg as SVGSVGElement).viewBox.baseVal.width);
  const png = (await picture.screenshot({ scale: 'device' })).toString('base64');
  const blank = await page.context().newPage();
  const dark = await blank.evaluate(
    async ({ png, size }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${png}`;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), {
        width: image.width,
        height: image.height,
      });
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const places = Array.from({ length: size }, (_, place) =>
        Math.floor(((place + 0.5) * image.width) / size),
      );
      return places.map((y) => places.map((x) => context.getImageData(x, y, 1, 1).data[0]! < 128));
    },
    { png, size },
  );
  await blank.close();
  return dark.slice(4, -4).map((row) => row.slice(4, -4));
}
