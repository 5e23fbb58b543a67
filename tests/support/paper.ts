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

/**
 * Reads the modules of a QR code from the pixels on screen, without its quiet zone. A screenshot
 * begins at a whole CSS pixel, the code may begin between two.
 */
export async function readScreen(page: Page, name: string): Promise<boolean[][]> {
  const picture = page.getByRole('img', { name });
  const size = await picture.evaluate((svg) => (svg as SVGSVGElement).viewBox.baseVal.width);
  const png = (await picture.screenshot({ scale: 'device' })).toString('base64');
  const { x: left, y: top, width: side } = (await picture.boundingBox())!;
  const shown = {
    left: left % 1,
    top: top % 1,
    side,
    width: Math.ceil(left + side) - Math.floor(left),
  };
  const blank = await page.context().newPage();
  const dark = await blank.evaluate(
    async ({ png, size, shown }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${png}`;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), {
        width: image.width,
        height: image.height,
      });
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const scale = image.width / shown.width;
      const places = (start: number) =>
        Array.from({ length: size }, (_, place) =>
          Math.floor((start + ((place + 0.5) * shown.side) / size) * scale),
        );
      const columns = places(shown.left);
      return places(shown.top).map((y) =>
        columns.map((x) => context.getImageData(x, y, 1, 1).data[0]! < 128),
      );
    },
    { png, size, shown },
  );
  await blank.close();
  return dark.slice(4, -4).map((row) => row.slice(4, -4));
}
