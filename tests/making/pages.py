"""The corpus as saved web pages: with navigation, share buttons, a hidden copy and a footer.

`python -m tests.making.pages FOLDER` writes one .html per document: three in GB18030 bytes that
call themselves gb2312 or gbk, two in UTF-8.
"""

import sys
from html import escape
from pathlib import Path

from tests.making.passages import NAMES, Passage, passages, stored

_CHARSETS = {
    "anqing": ("utf-8", "utf-8"),
    "dalian": ("gb18030", "gb2312"),
    "huangpu": ("gb18030", "gbk"),
    "jilin": ("gb18030", "gb2312"),
    "kaiping": ("utf-8", "utf-8"),
}
_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta http-equiv="Content-Type" content="text/html; charset={charset}">
<title>政策文件_政府信息公开_某某市人民政府门户网站</title>
<style>.wap-copy {{ display: none }}
@media (max-width: 600px) {{ .article {{ display: none }} }}</style>
<script>var site = "1"; document.write("脚本写的字");</script>
</head>
<body>
<div class="top"><ul><li><a href="#">无障碍阅读</a></li><li><a href="#">长者助手</a></li>
<li><a href="#">繁体版</a></li><li><a href="#">登录</a></li></ul></div>
<div class="nav"><a href="#">首页</a> <a href="#">政务公开</a> <a href="#">政务服务</a>
<a href="#">互动交流</a> <a href="#">营商环境</a></div>
<div class="crumbs">您当前所在的位置：<a href="#">首页</a> &gt; <a href="#">政务公开</a></div>
<div class="side"><h3>热点推荐</h3><ul><li><a href="#">一图读懂：促进就业十条措施</a></li>
<li><a href="#">我市召开稳就业工作推进会，部署全年重点任务</a></li></ul></div>
<div class="article">
<div class="attr"><span>发布时间：2021-02-03 10:15</span> <span>来源：本网</span>
<span>浏览次数：1024</span> <span>字体：[大 中 小]</span> <a href="#">分享到</a></div>
<div class="content" id="zoom">
{body}
</div>
<p class="tool"><a href="#">【打印本页】</a> <a href="#">【关闭窗口】</a></p>
<p>上一篇：<a href="#">关于公布行政许可事项清单的公告</a></p>
<p>下一篇：<a href="#">关于召开新闻发布会的通知</a></p>
</div>
<div class="wap-copy">{copy}</div>
<div class="footer"><p>主办单位：某某市人民政府办公室 承办单位：某某市大数据中心</p>
<p>网站标识码：1234560001 备案序号：某ICP备05012345号 公网安备 12345602000123号</p>
<p>扫一扫在手机打开当前页</p></div>
</body>
</html>
"""


def make(name: str, path: Path) -> None:
    """Write a document of the corpus as a saved web page."""
    encoding, charset = _CHARSETS[name]
    found = list(passages(stored(name)))
    body = "\n".join(_markup(passage) for passage in found)
    copy = "<br>".join(escape(p.text) for p in found if p.text)
    page = _PAGE.format(charset=charset, body=body, copy=copy)
    path.write_bytes(page.encode(encoding))


def _markup(passage: Passage) -> str:
    if passage.kind == "table":
        rows = "\n".join(
            "<tr>" + "".join(f"<td><p>{escape(cell)}</p></td>" for cell in row) + "</tr>"
            for row in passage.rows
        )
        return f'<table border="1"><tbody>\n{rows}\n</tbody></table>'
    align = {"head": "center", "right": "right"}.get(passage.kind, "justify")
    indent = "" if passage.kind != "body" else "&#12288;&#12288;"
    text = f"<span style='font-family: 仿宋_GB2312'>{escape(passage.text)}</span>"
    return f'<p style="text-align: {align}">{indent}{text}</p>'


def main() -> None:
    """Write the five documents into the folder named."""
    for name in NAMES:
        make(name, Path(sys.argv[1]) / f"{name}.html")


if __name__ == "__main__":
    main()
