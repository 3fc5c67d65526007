"""A rule as a letter cites it."""

import pytest

from onething.core.cases.citing import cited


@pytest.mark.parametrize(
    ("law", "said"),
    [
        ("中华人民共和国母婴保健法 第二十三条", "《中华人民共和国母婴保健法》第二十三条"),
        ("残疾人证管理办法（残联发〔2017〕34号）", "《残疾人证管理办法》（残联发〔2017〕34号）"),
        ("残疾人证管理办法", "《残疾人证管理办法》"),
        ("社会保障卡“一卡通”服务管理有关规定", "《社会保障卡“一卡通”服务管理有关规定》"),
        (
            "社会救助暂行办法 第二十八条、社会救助暂行办法 第三十条",
            "《社会救助暂行办法》第二十八条、《社会救助暂行办法》第三十条",
        ),
        ("行政许可法 45", "《行政许可法》第四十五条"),
        ("民法典 第一千零一十五条；户口登记条例 7", "《民法典》第一千零一十五条；《户口登记条例》第七条"),
        ("民法 110", "《民法》第一百一十条"),
        ("民法 203", "《民法》第二百零三条"),
        ("民法 10", "《民法》第十条"),
    ],
)
def test_has_the_name_of_the_act_in_its_marks(law, said):
    assert cited(law) == said


@pytest.mark.parametrize(
    "law",
    ["", "第八条", "《行政许可法》第四十五条", "国发〔2015〕52号 二", "本市承诺（比照行政许可法 32、44）"],
)
def test_leaves_what_is_no_name_of_an_act_and_what_has_its_marks(law):
    assert cited(law) == law
