#include "test.h"
#include "text/language.h"

static void a_text_tells_its_language(void **state)
{
    (void)state;

    static const struct {
        const char *text, *language;
    } rows[] = {
        { "", "und" },
        { "12345 !!", "und" },
        { "Your account has been suspended, please click here.", "en" },
        { "お客様のアカウントを確認してください", "ja" },
        { "重要なお知らせ", "ja" },
        { "Amazon プライムの自動更新について Account Information", "ja" },
        { "请您尽快验证您的账户", "zh" },
        { "계정이 정지되었습니다", "ko" },
        { "Ваш аккаунт заблокирован", "ru" },
        { "Ihr Konto wurde gesperrt, bitte bestätigen Sie die Daten.", "de" },
        { "Votre compte est suspendu, nous vous prions de vérifier.", "fr" },
        { "Su cuenta ha sido bloqueada por el banco.", "es" },
        { "A sua conta foi bloqueada, você não pode usar.", "pt" },
        { "Gentile cliente, il suo conto è stato sospeso.", "it" },
        { "Geachte klant, uw rekening wordt geblokkeerd door het systeem.", "nl" },
        { "zxcv qwer asdf", "und" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span in = exact(rows[i].text);
        assert_string_equal(sg_language_of(in), rows[i].language);
        drop(in);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_tells_its_language),
    };
    return cmocka_run_group_tests_name("language", tests, NULL, NULL);
}
