/* Filters for qpdf, which throw when the budget is spent: the library catches that and gives no stream. */
#define POINTERHOLDER_TRANSITION 4
#include "unpack/pdf_filters.h"

#include <cstdint>
#include <memory>
#include <qpdf/Pl_RunLength.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFStreamFilter.hh>
#include <stdexcept>
#include <vector>
#include <zlib.h>

struct Budget {
    size_t all, one;
    bool is_spent;
};

static thread_local Budget budget = { SIZE_MAX, SIZE_MAX, false };

/* Counts what goes through. */
class Counted : public Pipeline
{
  public:
    explicit Counted(Pipeline *to) : Pipeline("counted", to), left(budget.one)
    {
    }

    void write(const unsigned char *data, size_t len) override
    {
        if (len > left || len > budget.all) {
            budget.is_spent = true;
            throw std::runtime_error("too large");
        }
        left -= len;
        budget.all -= len;
        getNext()->write(data, len);
    }

    void finish() override
    {
        getNext()->finish();
    }

  private:
    size_t left;
};

/* zlib's format; what comes behind broken data is passed over, as readers do. */
class Inflated : public Pipeline
{
  public:
    explicit Inflated(Pipeline *to) : Pipeline("inflated", to)
    {
        if (inflateInit(&z) != Z_OK)
            throw std::runtime_error("zlib");
    }

    ~Inflated() override
    {
        inflateEnd(&z);
    }

    void write(const unsigned char *data, size_t len) override
    {
        for (size_t n; len > 0 && !is_done; data += n, len -= n) {
            n = len < MOST ? len : MOST;
            inflate_some(data, n);
        }
    }

    void finish() override
    {
        getNext()->finish();
    }

  private:
    enum : size_t { MOST = 1 << 20, ROOM = size_t{ 32 } * 1024 };

    void inflate_some(const unsigned char *data, size_t len)
    {
        z.next_in = const_cast<unsigned char *>(data);
        z.avail_in = static_cast<uInt>(len);
        do {
            z.next_out = room;
            z.avail_out = ROOM;
            int status = inflate(&z, Z_SYNC_FLUSH);
            if (z.avail_out < ROOM)
                getNext()->write(room, ROOM - z.avail_out);
            if (status == Z_BUF_ERROR) /* wants more */
                return;
            is_done = status != Z_OK;
        } while (!is_done);
    }

    z_stream z = {};
    bool is_done = false;
    unsigned char room[ROOM];
};

struct Rows {
    int predictor = 1;
    size_t pixel = 1, row = 1; /* octets */
};

/* Takes PNG's row filters off, or TIFF's differences of 8 bits. */
class Unpredicted : public Pipeline
{
  public:
    Unpredicted(Pipeline *to, const Rows &rows)
        : Pipeline("unpredicted", to), form(rows), above(rows.row, 0)
    {
        row.reserve(form.row + 1);
    }

    void write(const unsigned char *data, size_t len) override
    {
        size_t whole = form.row + (form.predictor >= 10 ? 1 : 0);
        while (len > 0) {
            size_t n = whole - row.size();
            n = n < len ? n : len;
            row.insert(row.end(), data, data + n);
            data += n;
            len -= n;
            if (row.size() == whole)
                flush();
        }
    }

    void finish() override
    {
        if (row.size() > (form.predictor >= 10 ? 1U : 0U)) {
            row.resize(form.row + (form.predictor >= 10 ? 1 : 0), 0);
            flush();
        }
        getNext()->finish();
    }

  private:
    static int paeth(int a, int b, int c)
    {
        int p = a + b - c, pa = p > a ? p - a : a - p, pb = p > b ? p - b : b - p,
            pc = p > c ? p - c : c - p;
        return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    }

    int predicted(int filter, const unsigned char *now, size_t i) const
    {
        int left = i >= form.pixel ? now[i - form.pixel] : 0, up = above[i];
        int corner = i >= form.pixel ? above[i - form.pixel] : 0;
        switch (filter) {
        case 1:
            return left;
        case 2:
            return up;
        case 3:
            return (left + up) / 2;
        case 4:
            return paeth(left, up, corner);
        default:
            return 0;
        }
    }

    void flush()
    {
        bool is_png = form.predictor >= 10;
        int filter = is_png ? row[0] : 1;
        unsigned char *now = row.data() + (is_png ? 1 : 0);
        if (filter != 0)
            for (size_t i = 0; i < form.row; i++)
                now[i] = static_cast<unsigned char>(now[i] + predicted(filter, now, i));
        above.assign(now, now + form.row);
        getNext()->write(now, form.row);
        row.clear();
    }

    Rows form;
    std::vector<unsigned char> above, row;
};

static long long number(QPDFObjectHandle parms, const char *key, long long otherwise)
{
    QPDFObjectHandle value = parms.getKey(key);
    return value.isInteger() ? value.getIntValue() : otherwise;
}

class Flate : public QPDFStreamFilter
{
  public:
    bool setDecodeParms(QPDFObjectHandle parms) override
    {
        if (!parms.isDictionary())
            return true;
        long long predictor = number(parms, "/Predictor", 1);
        long long columns = number(parms, "/Columns", 1), colors = number(parms, "/Colors", 1);
        long long bits = number(parms, "/BitsPerComponent", 8);
        if (predictor == 2 && bits != 8)
            return false;
        if (columns < 1 || columns > 65535 || colors < 1 || colors > 32 || bits < 1 || bits > 16)
            return false;
        form.predictor = predictor == 2 || predictor >= 10 ? static_cast<int>(predictor % 100) : 1;
        form.pixel = static_cast<size_t>((colors * bits + 7) / 8);
        form.row = static_cast<size_t>((columns * colors * bits + 7) / 8);
        return true;
    }

    Pipeline *getDecodePipeline(Pipeline *next) override
    {
        if (form.predictor != 1) {
            rows = std::make_unique<Unpredicted>(next, form);
            next = rows.get();
        }
        counted = std::make_unique<Counted>(next);
        inflated = std::make_unique<Inflated>(counted.get());
        return inflated.get();
    }

  private:
    Rows form;
    std::unique_ptr<Pipeline> rows, counted, inflated;
};

class RunLength : public QPDFStreamFilter
{
  public:
    Pipeline *getDecodePipeline(Pipeline *next) override
    {
        counted = std::make_unique<Counted>(next);
        runs = std::make_unique<Pl_RunLength>("runs", counted.get(), Pl_RunLength::a_decode);
        return runs.get();
    }

  private:
    std::unique_ptr<Pipeline> counted, runs;
};

/* A JPEG inside other filters comes out as a JPEG. */
class Passed : public QPDFStreamFilter
{
  public:
    bool setDecodeParms(QPDFObjectHandle) override
    {
        return true;
    }

    Pipeline *getDecodePipeline(Pipeline *next) override
    {
        counted = std::make_unique<Counted>(next);
        return counted.get();
    }

  private:
    std::unique_ptr<Pipeline> counted;
};

class Refused : public QPDFStreamFilter
{
  public:
    bool setDecodeParms(QPDFObjectHandle) override
    {
        return false;
    }

    Pipeline *getDecodePipeline(Pipeline *) override
    {
        return nullptr;
    }
};

template <class Filter> static void use(const char *name)
{
    QPDF::registerStreamFilter(name, [] { return std::make_shared<Filter>(); });
}

void sg_pdf_filters_set(void)
{
    use<Flate>("/FlateDecode");
    use<RunLength>("/RunLengthDecode");
    use<Passed>("/DCTDecode");
    use<Refused>("/LZWDecode");
}

void sg_pdf_budget_set(size_t all, size_t one)
{
    budget = { all, one, false };
}

bool sg_pdf_budget_is_spent(void)
{
    return budget.is_spent;
}
