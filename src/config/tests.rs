use super::*;
use crate::value::target::Wanted;

#[test]
fn all_parts_of_a_settings_file_are_read() {
    let text = "\u{feff}profile = \"xinjiang\"\nwaivers = \"豁免.xlsx\"\n\n[[layout]]\nheading = \"年终兑现\"\nfield = \"实际完成值\"\n\n[checks.L11]\nenabled = false\n";
    let config = parse(text, Path::new("设置/huiping.toml")).expect("good settings");
    assert_eq!(config.profile.as_deref(), Some("xinjiang"));
    assert_eq!(config.waivers, Some(PathBuf::from("设置/豁免.xlsx")));
    assert_ne!(config.teaching, Teaching::default());
    let l11 = config.rules.settings.resolve("L11", None, None);
    assert_eq!(l11.enabled, Some(false));
}

#[test]
fn faults_are_named_with_their_line_their_key_and_what_is_likely_meant() {
    for (text, told) in [
        (
            "profil = \"x\"\n",
            "第 1 行“profil”：没有这个键，是不是“profile”？",
        ),
        (
            "\nprofile = 1\n",
            "第 2 行“profile”：应当是一段不为空的文字",
        ),
        ("[checks.A99]\nenabled = false\n", "第 1 行“checks.A99”"),
        (
            "\n[[layout]]\nheadin = \"甲\"\nfield = \"得分\"\n",
            "第 3 行“layout[1].headin”：没有这个键，是不是“heading”？",
        ),
        (
            "\n\n[[layout]]\nheading = \"甲\"\nfield = \"得份\"\n",
            "第 5 行“layout[1].field”：没有“得份”这个字段，是不是“得分”？",
        ),
        (
            "[[layout]]\nfield = \"得分\"\n",
            "heading（表头文字）与 cell（单元格）要写且只写一个",
        ),
        (
            "[[layout]]\ncell = \"三\"\nfield = \"年度\"\n",
            "第 2 行“layout[1].cell”：“三”不是单元格地址",
        ),
        (
            "[[match]]\nearlier = \"甲\"\n",
            "第 1 行“match[1]”：earlier（上年名称）和 later（本年名称）都要写",
        ),
        (
            "[layout]\nfield = \"得分\"\n",
            "第 1 行“layout”：应当是一个列表：每一项以 [[layout]]（两层方括号）开头",
        ),
    ] {
        let error = parse(text, Path::new("huiping.toml")).expect_err("bad settings");
        assert!(error.to_string().contains(told), "{told} in {error}");
    }
}

#[test]
fn a_bureau_states_which_way_is_better() {
    let text = "[[direction]]\nname = \"会议次数\"\nbetter = \"less\"\n[[direction]]\nname = \"*补贴标准\"\nbetter = \"更多\"\n";
    let config = parse(text, Path::new("huiping.toml")).expect("good settings");
    let stated: Vec<(&str, Wanted)> = config.directions.iter().collect();
    assert_eq!(
        stated,
        [("会议次数", Wanted::Less), ("*补贴标准", Wanted::More)]
    );
    let config = Config {
        origin: Some(Origin {
            path: PathBuf::from("huiping.toml"),
            sha256: String::new(),
            come_upon: ComeUpon::Named,
        }),
        ..config
    };
    assert_eq!(
        config.told().pop().expect("what is set").1,
        "指标方向 “会议次数”越少越好、“*补贴标准”越多越好"
    );
    for (text, told) in [
        (
            "[[direction]]\nname = \"会议次数\"\n",
            "第 1 行“direction[1].better”：缺少这一项",
        ),
        (
            "[[direction]]\nbetter = \"less\"\n",
            "第 1 行“direction[1].name”：缺少这一项",
        ),
        (
            "[[direction]]\nname = \"会议次数\"\nbetter = \"fewer\"\n",
            "第 3 行“direction[1].better”：没有“fewer”这个选项；可用的有：less、more",
        ),
        (
            "[[direction]]\nname = \"会议次数\"\nbeter = \"less\"\n",
            "没有这个键，是不是“better”？",
        ),
        (
            "[[direction]]\nname = \"*\"\nbetter = \"less\"\n",
            "第 2 行“direction[1].name”：除“*”外还要写出指标名称的一部分",
        ),
        (
            "[[direction]]\nname = \"会议次数\"\nbetter = \"less\"\n[[direction]]\nname = \"会议 次数\"\nbetter = \"more\"\n",
            "第 6 行“direction[2].better”：“会议 次数”前面已经写过，方向相反",
        ),
        (
            "direction = \"会议次数\"\n",
            "第 1 行“direction”：应当是一个列表",
        ),
    ] {
        let error = parse(text, Path::new("huiping.toml")).expect_err("bad settings");
        assert!(error.to_string().contains(told), "{told} in {error}");
    }
}

#[test]
fn all_faults_are_told_at_once() {
    let text = "profil = 1\n[[layout]]\nfield = \"得分\"\n[checks.A12]\nseverty = \"提示\"\n";
    let error = parse(text, Path::new("huiping.toml")).expect_err("bad settings");
    assert!(error.to_string().contains("3 处错误"), "{error}");
}

#[test]
fn what_is_no_toml_is_told_with_the_line_and_how_to_mend_it() {
    for (text, told) in [
        (
            "\nprofile = xinjiang\n",
            "第 2 行：“profile = xinjiang”写法有误：文字要写在英文双引号里",
        ),
        ("profile = “xinjiang”\n", "用了中文标点"),
        ("profile = \"a\"\nprofile = \"b\"\n", "只能写一次"),
        ("[checks\n", "小节名少了右方括号"),
    ] {
        let error = parse(text, Path::new("huiping.toml")).expect_err("no TOML");
        assert!(error.to_string().contains(told), "{told} in {error}");
    }
}
