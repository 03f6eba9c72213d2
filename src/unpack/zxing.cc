/* The only file that knows ZXing-cpp.  Its own guesses of a charset are asked only where the octets are not UTF-8. */
#define ZX_USE_UTF8
#include "unpack/zxing.h"

#include <ZXing/ReadBarcode.h>
#include <exception>
#include <string>

static bool is_continuation(const ZXing::ByteArray &octets, size_t at)
{
    return at < octets.size() && (octets[at] & 0xC0) == 0x80;
}

/* Roughly: what a reader of UTF-8 would take; the room mends the rest. */
static bool is_utf8(const ZXing::ByteArray &octets)
{
    for (size_t at = 0; at < octets.size(); at++) {
        uint8_t c = octets[at];
        size_t more = c < 0x80 ? 0 : c < 0xC2 ? 4 : c < 0xE0 ? 1 : c < 0xF0 ? 2 : c < 0xF5 ? 3 : 4;
        if (more == 4)
            return false;
        for (; more > 0; more--)
            if (!is_continuation(octets, ++at))
                return false;
    }
    return true;
}

static std::string text_of(const ZXing::Result &code)
{
    const ZXing::ByteArray &octets = code.bytes();
    if (!code.hasECI() && is_utf8(octets))
        return std::string(octets.begin(), octets.end());
    return code.text();
}

void sg_zxing_read(struct sg_zxing_map map, unsigned kinds, uint32_t most, sg_zxing_seen *seen,
                   void *with)
{
    try {
        using F = ZXing::BarcodeFormat;
        ZXing::BarcodeFormats formats;
        if ((kinds & SG_ZXING_QR) != 0)
            formats |= F::QRCode;
        if ((kinds & SG_ZXING_OTHERS) != 0)
            formats |= F::MicroQRCode | F::DataMatrix | F::Aztec;
        ZXing::DecodeHints hints;
        hints.setFormats(formats)
            .setTryHarder(true)
            .setTryRotate(true)
            .setTryDownscale(false)
            .setMaxNumberOfSymbols(static_cast<uint8_t>(most < 255 ? most : 255));
        ZXing::ImageView view(map.grey, static_cast<int>(map.width), static_cast<int>(map.height),
                              ZXing::ImageFormat::Lum);
        for (const ZXing::Result &code : ZXing::ReadBarcodes(view, hints)) {
            std::string text = text_of(code);
            if (code.isValid() && !text.empty())
                seen(with, reinterpret_cast<const uint8_t *>(text.data()), text.size());
        }
    } catch (const std::exception &) {
        return;
    }
}
