/* WebP by libwebp, to RGB and alpha; larger ones scaled down while they are decoded.  Of an animation the first frames,
 * each by itself. */
#include <webp/decode.h>
#include <webp/demux.h>

#include "unpack/picture.h"

/* Sides halved until it fits; false when it is beyond all measure. */
static bool fit(uint32_t *width, uint32_t *height)
{
    if ((uint64_t)*width * *height > SG_MAX_CODED_PIXELS)
        return false;
    while ((uint64_t)*width * *height > SG_MAX_PIXELS) {
        *width = (*width + 1) / 2;
        *height = (*height + 1) / 2;
    }
    return true;
}

static bool decode(struct sg_picture_reading *r, const uint8_t *octets, size_t len, uint32_t frame)
{
    WebPDecoderConfig config;
    struct sg_picture picture = { 0 };
    if (!WebPInitDecoderConfig(&config) ||
        WebPGetFeatures(octets, len, &config.input) != VP8_STATUS_OK) {
        r->traits |= SG_UNPACK_BROKEN;
        return false;
    }
    uint32_t width = (uint32_t)config.input.width, height = (uint32_t)config.input.height;
    if (!fit(&width, &height)) {
        r->traits |= SG_UNPACK_CUT;
        return false;
    }
    if (!sg_picture_make(r, &picture, width, height, 4))
        return false;
    config.options.use_scaling = width != (uint32_t)config.input.width;
    config.options.scaled_width = (int)width;
    config.options.scaled_height = (int)height;
    config.output.colorspace = MODE_RGBA;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = picture.at;
    config.output.u.RGBA.stride = (int)(width * 4);
    config.output.u.RGBA.size = (size_t)width * height * 4;
    if (WebPDecode(octets, len, &config) != VP8_STATUS_OK)
        r->traits |= SG_UNPACK_BROKEN; /* what it wrote before stays */
    WebPFreeDecBuffer(&config.output);
    return r->seen(r->with, &picture, frame);
}

static void play(struct sg_picture_reading *r, WebPDemuxer *film)
{
    uint32_t n = WebPDemuxGetI(film, WEBP_FF_FRAME_COUNT);
    WebPIterator frame;
    if (!WebPDemuxGetFrame(film, 1, &frame))
        return;
    do {
        uint32_t at = (uint32_t)frame.frame_num;
        if (!decode(r, frame.fragment.bytes, frame.fragment.size, n > 1 ? at : 0))
            break;
        sg_arena_reset(r->scratch);
    } while (frame.frame_num < SG_MAX_FRAMES && WebPDemuxNextFrame(&frame));
    WebPDemuxReleaseIterator(&frame);
}

void sg_webp_read(struct sg_picture_reading *r, sg_span octets)
{
    const WebPData data = { octets.at, octets.len };
    WebPDemuxer *film = WebPDemux(&data);
    if (film == NULL) {
        decode(r, octets.at, octets.len, 0);
        return;
    }
    play(r, film);
    WebPDemuxDelete(film);
}
