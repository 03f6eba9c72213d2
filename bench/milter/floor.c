/* usage: floor PATH     a milter on the socket PATH that examines nothing: it asks Postfix for what shingan-milter asks for and
 * adds four fields to each mail.  What a mail server is slower with it, it is slower with any milter made with this library. */
#include <libmilter/mfapi.h>
#include <stdio.h>
#include <sys/stat.h>

static sfsistat on_negotiate(SMFICTX *ctx, unsigned long f0, unsigned long f1, unsigned long f2,
                             unsigned long f3, unsigned long *pf0, unsigned long *pf1,
                             unsigned long *pf2, unsigned long *pf3)
{
    char mail[] = "i {auth_authen}", end[] = "i";
    (void)f0, (void)f2, (void)f3;
    *pf0 = SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_QUARANTINE | SMFIF_SETSYMLIST;
    *pf1 = f1 & (SMFIP_NOUNKNOWN | SMFIP_NODATA | SMFIP_NR_CONN | SMFIP_NR_HELO | SMFIP_NR_RCPT |
                 SMFIP_NR_HDR | SMFIP_NR_EOH | SMFIP_SKIP | SMFIP_HDR_LEADSPC);
    *pf2 = *pf3 = 0;
    (void)smfi_setsymlist(ctx, SMFIM_ENVFROM, mail);
    (void)smfi_setsymlist(ctx, SMFIM_EOM, end);
    return SMFIS_CONTINUE;
}

static sfsistat on_connect(SMFICTX *ctx, char *name, _SOCK_ADDR *from)
{
    (void)ctx, (void)name, (void)from;
    return SMFIS_NOREPLY;
}

static sfsistat on_helo(SMFICTX *ctx, char *helo)
{
    (void)ctx, (void)helo;
    return SMFIS_NOREPLY;
}

static sfsistat on_mail(SMFICTX *ctx, char **arguments)
{
    (void)ctx, (void)arguments;
    return SMFIS_CONTINUE;
}

static sfsistat on_recipient(SMFICTX *ctx, char **arguments)
{
    (void)ctx, (void)arguments;
    return SMFIS_NOREPLY;
}

static sfsistat on_header(SMFICTX *ctx, char *name, char *value)
{
    (void)ctx, (void)name, (void)value;
    return SMFIS_NOREPLY;
}

static sfsistat on_end_of_header(SMFICTX *ctx)
{
    (void)ctx;
    return SMFIS_NOREPLY;
}

static sfsistat on_body(SMFICTX *ctx, unsigned char *octets, size_t len)
{
    (void)ctx, (void)octets, (void)len;
    return SMFIS_CONTINUE;
}

static sfsistat on_end(SMFICTX *ctx)
{
    static char fields[][2][64] = {
        { "X-Shingan-Findings", " none=0.00" },
        { "X-Shingan-Points", " 0.00" },
        { "X-Shingan-Level", " no-sign" },
        { "Authentication-Results", " mx.example.jp; x-shingan=none x.points=0.00" },
    };

    for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
        (void)smfi_insheader(ctx, 0, fields[i][0], fields[i][1]);
    return SMFIS_ACCEPT;
}

int main(int n, char **arguments)
{
    char name[] = "floor";
    struct smfiDesc calls = {
        .xxfi_name = name,
        .xxfi_version = SMFI_VERSION,
        .xxfi_flags = SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_QUARANTINE | SMFIF_SETSYMLIST,
        .xxfi_connect = on_connect,
        .xxfi_helo = on_helo,
        .xxfi_envfrom = on_mail,
        .xxfi_envrcpt = on_recipient,
        .xxfi_header = on_header,
        .xxfi_eoh = on_end_of_header,
        .xxfi_body = on_body,
        .xxfi_eom = on_end,
        .xxfi_negotiate = on_negotiate,
    };
    if (n != 2) {
        (void)fprintf(stderr, "usage: floor PATH\n");
        return 64;
    }
    (void)umask(0);
    return smfi_register(calls) == MI_SUCCESS && smfi_setconn(arguments[1]) == MI_SUCCESS &&
                   smfi_main() == MI_SUCCESS
               ? 0
               : 70;
}
